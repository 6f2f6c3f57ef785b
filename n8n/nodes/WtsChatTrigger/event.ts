/** As the platform delivers it. */
export interface WebhookEvent {
  eventType: string;
  content: unknown;
  [name: string]: unknown;
}
