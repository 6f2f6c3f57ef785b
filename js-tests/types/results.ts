// Results as the types have them: typed entries, open enums, nothing that is any.

import {
  buildRequest,
  type Choice,
  catalog,
  type Issue,
  isWtsError,
  type List,
  validate,
  WtsClient,
  type WtsError,
  type WtsErrorCode,
} from 'wts-chat';

/** Compiles where both types are the same, and neither is any. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(_: Same<A, B>) => {};

const id = 'b9d0f6a1-2c4e-4b83-a7d5-1e6f8c9b0301';

export async function results(wts: WtsClient) {
  const contact = await wts.contact.get({ contactId: id });
  same<typeof contact.id, string>(true);
  // @ts-expect-error no such property
  contact.phonenumber;
  // @ts-expect-error the number may be missing
  contact.phoneNumber.length;

  const session = await wts.session.get({ sessionId: id });
  if (session.status === 'IN_PROGRESS' || session.status === 'A_NEW_ONE') session.contactDetails?.phonenumber;
  const status: string = session.status;
  // @ts-expect-error the values of an enum may grow: they are texts, not these two
  const two: 'IN_PROGRESS' | 'COMPLETED' = session.status;

  const page = await wts.contact.list();
  same<typeof page.hasMorePages, boolean>(true);
  same<NonNullable<typeof page.items>[number], typeof contact>(true);
  const tags = await wts.tag.list();
  same<(typeof tags)[number]['id'], string>(true);
  // @ts-expect-error a bare array is no page
  tags.items;

  const nothing = await wts.tag.delete({ tagId: id });
  // @ts-expect-error nothing is answered
  nothing.id;
  const { status: last } = await wts.message.waitUntilFinal(id, { timeout: 1000 });
  return [status, two, last];
}

export async function batches(wts: WtsClient) {
  const results = await wts.batch('contact', 'get', [{ contactId: id }], { concurrency: 2, fold: false });
  for (const result of results) {
    if (isWtsError(result)) same<typeof result.maybeSent, boolean>(true);
    else same<typeof result.id, string>(true);
  }
  // @ts-expect-error no param of this name
  await wts.batch('contact', 'get', [{ contact: id }]);
  const some: unknown[] = await wts.batch('some' as string, 'operation' as string, [{ a: 1 }]);
  return some;
}

export async function lists(wts: WtsClient) {
  for await (const contact of wts.contact.listAll({ status: 'ACTIVE' })) {
    same<typeof contact.id, string>(true);
    // @ts-expect-error no such property
    contact.phonenumber;
  }
  const cards = await wts.panel.listCardsAll({ panelId: id }, { limit: 5, pageSize: 2, concurrency: 1 }).toArray();
  same<(typeof cards)[number]['id'], string>(true);
  const byName: List<{ id: string; createdAt: string }> = wts.paginate('contact', 'list', { status: 'BLOCKED' });
  const unknown = wts.paginate('some' as string, 'list' as string, { a: 1 });
  same<typeof unknown, List<unknown>>(true);
  // @ts-expect-error a value that the enum lacks
  wts.contact.listAll({ status: 'GONE' });
  // @ts-expect-error a misspelt option
  wts.contact.listAll({}, { limitt: 5 });
  // @ts-expect-error a limit that is a text
  wts.contact.listAll({}, { limit: '5' });
  // @ts-expect-error progress is of uploads
  wts.contact.listAll({}, { onProgress: () => {} });
  // @ts-expect-error a misspelt name
  wts.paginate('contact', 'list', { statsu: 'ACTIVE' });
  // @ts-expect-error a list that needs to know its panel
  wts.panel.listCardsAll();
  // @ts-expect-error it is to be iterated asynchronously
  for (const _ of wts.contact.listAll());
  return [byName];
}

export async function helpers(wts: WtsClient) {
  const choices = await wts.choices('message', 'sendText', 'from', {}, { search: 'loja', limit: 5 });
  same<typeof choices, Choice[]>(true);
  const { name, value, description } = choices[0] ?? { name: '', value: '' };
  same<typeof value, string>(true);
  const tagId = await wts.idOf('tag', 'VIP', { timeout: 5 });
  same<typeof tagId, string>(true);
  const answer = await wts.request('GET', '/core/v1/tag', { query: { Name: ['a', 'b'] } }, { timeout: 5 });
  same<typeof answer, unknown>(true);
  await wts.request('POST', '/core/v1/tag', { body: { name: 'VIP' } });
  // @ts-expect-error a method that the API lacks
  wts.request('PATCH', '/core/v1/tag');
  // @ts-expect-error the body has a name
  wts.request('POST', '/core/v1/tag', { json: {} });
  // @ts-expect-error nothing is known of an answer
  answer.id;
  // @ts-expect-error ids of something else
  wts.idOf('message', 'VIP');
  // @ts-expect-error a name that is a number
  wts.idOf('tag', 5);
  // @ts-expect-error a misspelt option
  wts.choices('message', 'sendText', 'from', {}, { serch: 'loja' });
  const session = await wts.execute('session', 'get', { sessionId: id });
  same<typeof session.id, string>(true);
  const anything = await wts.execute('some' as string, 'thing' as string, { a: 1 });
  same<typeof anything, unknown>(true);
  // @ts-expect-error a misspelt name
  wts.execute('session', 'get', { sesionId: id });
  return [name, description];
}

export function plain() {
  const issues = validate('session', 'get', {});
  same<typeof issues, Issue[]>(true);
  const { method, url, headers, body } = buildRequest('session', 'get', { sessionId: id }, { defaultCountry: 'BR' });
  same<typeof body, string | null>(true);
  // @ts-expect-error a request that is only built has no time-out
  buildRequest('session', 'get', { sessionId: id }, { timeout: 5 });
  const [resource] = catalog().resources;
  same<NonNullable<typeof resource>['operations'][number]['safety'], 'read' | 'idempotent' | 'once'>(true);
  const wts = new WtsClient({ apiKey: 'pn_1', defaultCountry: 'BR', timeZone: 'America/Sao_Paulo', fetch });
  // @ts-expect-error a misspelt option
  new WtsClient({ apikey: 'pn_1' });
  // @ts-expect-error a time zone that is a number
  new WtsClient({ timeZone: -3 });
  return [method, url, headers, wts];
}

export function errors(error: unknown) {
  if (!isWtsError(error)) return undefined;
  same<typeof error, WtsError>(true);
  same<typeof error.code, WtsErrorCode>(true);
  // @ts-expect-error a code that does not exist
  if (error.code === 'notFound') return error;
  // @ts-expect-error errors are not changed
  error.code = 'network';
  return error.retryAfter?.toFixed();
}
