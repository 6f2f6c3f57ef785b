// Channels.

import { channelView } from '../views-chat.js';

/** @type {Record<string, import('../types.js').Handler>} */
export const channelHandlers = {
  'channel.list': ({ state, query }) => {
    const { ChannelType = 'All' } = /** @type {{ ChannelType?: string }} */ (query);
    return [...state.channels.values()]
      .filter(
        ({ platform }) => ChannelType === 'All' || ChannelType === (platform === 'WhatsApp' ? 'Whatsapp' : platform),
      )
      .map(channelView);
  },
};
