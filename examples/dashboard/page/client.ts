// The one client of the page. It has no token: the page's own server adds it.

import { WtsClient } from 'wts-chat';
import { note } from './pace.js';

export const wts = new WtsClient({ baseUrl: '/api', account: 'dashboard', onEvent: note });
