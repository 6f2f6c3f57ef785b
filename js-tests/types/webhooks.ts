// Webhooks as the types have them: what is known of an event follows from its name.

import { isFromContact, parseWebhook, type WebhookEvent, webhookKey } from 'wts-chat';

export function receive(body: string) {
  const event = parseWebhook(body);
  const key: string = webhookKey(event);
  const fromContact: boolean = isFromContact(event);
  switch (event.eventType) {
    case 'MESSAGE_RECEIVED': {
      const text: string | null | undefined = event.content.text;
      return [text, event.content.sessionId];
    }
    case 'CONTACT_NEW': {
      const phone: string | null | undefined = event.content.phonenumber;
      // @ts-expect-error no known property of a contact in a webhook
      const odd: string | null | undefined = event.content.phoneNumber;
      return [phone, odd];
    }
    case 'CHATBOT':
      return event.content.responseKeys.join();
    case 'TEMPLATE_NEW':
      // @ts-expect-error nothing is known of it
      return event.content.id;
    default:
      return [key, fromContact, event.date];
  }
}

export const others = (event: WebhookEvent, odd: { eventType: string; content: unknown }) => [
  isFromContact(odd),
  webhookKey(odd),
  parseWebhook(new Uint8Array(1)),
  // @ts-expect-error no event
  webhookKey('x'),
  // @ts-expect-error no event
  isFromContact({}),
  // @ts-expect-error the content tells
  event.direction,
];
