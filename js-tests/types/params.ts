// Params as the types have them: right ones compile, and each wrong one is an error of the line that it is on.

import type { WtsClient } from 'wts-chat';

declare const wts: WtsClient;
const someone = { from: '5511900000001', to: '5511999999999' };
const id = 'b9d0f6a1-2c4e-4b83-a7d5-1e6f8c9b0301';

export const right = () => [
  wts.agent.list(),
  wts.agent.list({}, { timeout: 1000, maxRetries: 0, signal: new AbortController().signal }),
  wts.channel.list({ channelType: 'Whatsapp' }),
  wts.chatbot.send({ botKey: id, sessionId: id, sessionMetadata: { a: 'b', c: 1, d: true } }),
  wts.contact.create({ name: 'Ana' }),
  wts.contact.create({ phoneNumber: '+55 (11) 99999-9999', tagIds: null, metadata: { a: null } }),
  wts.contact.filter({ tagNames: ['VIP'], createdAt: { after: new Date(), before: '2026-03-01' } }),
  wts.contact.getOrCreate({ email: 'ana@example.com', customFields: { cidade: 'Recife' } }),
  wts.contact.list({ createdAtAfter: new Date(), createdAtBefore: '2026-03-01T12:00Z', orderBy: 'name' }),
  wts.contact.saveMany({ items: [{ name: 'Ana' }, { instagram: '@bia' }], upsert: true }),
  wts.contact.update({ contactId: id, fields: ['Name', 'Email'], name: 'Ana', email: null }),
  wts.message.sendFile({ ...someone, url: 'https://example.com/a.pdf' }),
  wts.message.sendFile({ ...someone, fileId: id, text: null }),
  wts.message.sendFile({ ...someone, file: { name: 'a.pdf', data: new Uint8Array(1) } }),
  wts.message.sendFile({ ...someone, file: new File([], 'a.pdf') }),
  wts.message.sendTemplate({ ...someone, templateId: '3f5a7_lembrete', parameters: { nome: 'Ana', valor: 5 } }),
  wts.message.waitUntilFinal(id),
  wts.message.waitUntilFinal(id, { timeout: 5000 }),
  wts.panel.createCard({ stepId: id, title: 'Pedido', dueDate: new Date(), monetaryAmount: 10.5 }),
  wts.panel.updateCard({ cardId: id, title: 'Pedido' }),
  wts.scheduledMessage.create({ to: someone.to, scheduling: new Date(), templateId: id }),
  wts.send.templateBatch({ from: someone.from, templateId: id, messages: [{ to: someone.to }] }),
  wts.session.get({ sessionId: id, includeDetails: ['AgentDetails', 'DepartmentsDetails'] }),
  wts.session.transfer({ sessionId: id, newDepartmentId: id }),
  wts.session.transfer({ sessionId: id, newUserId: id, stopBotInExecution: undefined }),
  wts.tag.create({ name: 'VIP', color: 'GREEN_500' }),
  wts.webhook.createSubscription({ name: 'a', url: 'https://example.com', events: ['MESSAGE_RECEIVED'] }),
];

export const wrong = () => [
  // @ts-expect-error a misspelt name
  wts.contact.list({ statsu: 'ACTIVE' }),
  // @ts-expect-error a value that the enum lacks
  wts.contact.list({ status: 'GONE' }),
  // @ts-expect-error an enum value in another case
  wts.contact.list({ status: 'active' }),
  // @ts-expect-error a number for a text
  wts.contact.get({ contactId: 5 }),
  // @ts-expect-error nothing where an id has to be
  wts.contact.get({}),
  // @ts-expect-error no params where some have to be
  wts.contact.get(),
  // @ts-expect-error null where nothing can be cleared
  wts.contact.get({ contactId: null }),
  // @ts-expect-error nobody
  wts.contact.create({}),
  // @ts-expect-error a name does not tell contacts apart
  wts.contact.getOrCreate({ name: 'Ana' }),
  // @ts-expect-error getOrCreate changes nothing
  wts.contact.getOrCreate({ email: 'ana@example.com', upsert: true }),
  // @ts-expect-error a field that contacts lack
  wts.contact.update({ contactId: id, fields: ['Nome'] }),
  // @ts-expect-error a text for a list
  wts.contact.filter({ tagNames: 'VIP' }),
  // @ts-expect-error a number for a moment
  wts.contact.list({ createdAtAfter: 1772366400000 }),
  // @ts-expect-error two sources of a file
  wts.message.sendFile({ ...someone, url: 'https://example.com/a.pdf', fileId: id }),
  // @ts-expect-error no source of a file
  wts.message.sendFile(someone),
  // @ts-expect-error a file without data
  wts.message.sendFile({ ...someone, file: { name: 'a.pdf' } }),
  // @ts-expect-error no recipient
  wts.message.sendText({ from: someone.from, text: 'Oi' }),
  // @ts-expect-error a text is not cleared
  wts.message.sendText({ ...someone, text: null }),
  // @ts-expect-error values of a template are texts or numbers
  wts.message.sendTemplate({ ...someone, templateId: id, parameters: { nome: ['Ana'] } }),
  // @ts-expect-error the id is the first argument
  wts.message.waitUntilFinal({ messageId: id }),
  // @ts-expect-error a time that is a text
  wts.message.waitUntilFinal(id, { timeout: '5s' }),
  // @ts-expect-error neither department nor user
  wts.session.transfer({ sessionId: id }),
  // @ts-expect-error an exact name: DepartmentsDetails
  wts.session.get({ sessionId: id, includeDetails: ['DepartmentDetails'] }),
  // @ts-expect-error a card without a step
  wts.panel.createCard({ title: 'Pedido' }),
  // @ts-expect-error an amount that is a text
  wts.panel.createCard({ stepId: id, title: 'Pedido', monetaryAmount: '10' }),
  // @ts-expect-error a batch of nobody in particular
  wts.send.templateBatch({ from: someone.from, templateId: id, messages: [{ parameters: {} }] }),
  // @ts-expect-error a color that nobody has
  wts.tag.create({ name: 'VIP', color: 'GREEN_700' }),
  // @ts-expect-error an event that is not documented
  wts.webhook.createSubscription({ name: 'a', url: 'https://example.com', events: ['MESSAGE_READ'] }),
  // @ts-expect-error a misspelt option
  wts.tag.list({}, { timout: 5 }),
  // @ts-expect-error an option of lists only
  wts.tag.list({}, { limit: 5 }),
  // @ts-expect-error a misspelt operation
  wts.contact.gett({ contactId: id }),
  // @ts-expect-error a misspelt resource
  wts.contacts,
  // @ts-expect-error not every operation is a list
  wts.session.getAll({ sessionId: id }),
];
