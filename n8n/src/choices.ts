// The lists of the editor: what the account has, for the parameter that is open.

import type {
  ILoadOptionsFunctions,
  INodeListSearchItems,
  INodeListSearchResult,
  INodeProperties,
  INodePropertyOptions,
} from 'n8n-workflow';
import { actionOf, operationWith } from './actions';
import { clientOf } from './client';
import { asNodeError } from './errors';
import { isObject, located, type Params } from './params';
import type { SessionListParams, WtsClient } from './wtsChat';

type Load = (this: ILoadOptionsFunctions) => Promise<INodePropertyOptions[]>;
type Search = (this: ILoadOptionsFunctions, filter?: string, token?: string) => Promise<INodeListSearchResult>;

/** For every parameter with a list, what fills it: they go by the names of their params. */
export function loadOptions(properties: INodeProperties[]): Record<string, Load> {
  return Object.fromEntries([...listsIn(properties)].map((field) => [field, loader(properties, field)]));
}

function listsIn(properties: unknown, found = new Set<string>()): Set<string> {
  if (Array.isArray(properties)) for (const one of properties) listsIn(one, found);
  if (!isObject(properties)) return found;
  const { typeOptions, options, values } = properties;
  if (isObject(typeOptions) && typeof typeOptions.loadOptionsMethod === 'string')
    found.add(typeOptions.loadOptionsMethod);
  listsIn(options, found);
  listsIn(values, found);
  return found;
}

function loader(properties: INodeProperties[], field: string): Load {
  return async function () {
    const resource = this.getCurrentNodeParameter('resource') as string;
    const action = actionOf(resource, this.getCurrentNodeParameter('operation') as string, properties);
    const place = action?.fields.has(field) ? action : operationWith(resource, field);
    return told(this, async (client) => {
      const choices = await client.choices(place?.resource ?? resource, place?.operation ?? field, field, given(this));
      return choices.map(({ name, value, description }) => ({ name, value, ...(description && { description }) }));
    });
  };
}

/** The params so far, those that need no item to be known. */
function given(context: ILoadOptionsFunctions): Params {
  const parameters = (context.getCurrentNodeParameters() ?? {}) as Params;
  const { additionalFields, updateFields, filters, ...top } = parameters;
  const flat: Params = { ...top, ...Object(filters), ...Object(additionalFields), ...Object(updateFields) };
  // What belongs to an object that is filled in field by field.
  const inner = Object.values(flat).map((value) => (isObject(value) && isObject(value.values) ? value.values : {}));
  const params: Params = Object.assign({}, ...inner, flat);
  const plain = Object.entries(params).map(([name, value]) => [name, located(value)] as const);
  return Object.fromEntries(plain.filter(([, value]) => typeof value === 'string' && !value.startsWith('=')));
}

/** What is asked of the API for a list; failures as n8n tells them. */
export async function told<T>(context: ILoadOptionsFunctions, work: (client: WtsClient) => Promise<T>): Promise<T> {
  try {
    return await work(await clientOf(context));
  } catch (error) {
    throw asNodeError(context.getNode(), error);
  }
}

/** How many entries a search shows at a time. */
const PAGE = 50;

/** How many contacts a search for sessions looks at. */
const CONTACTS = 10;

export const listSearch: Record<string, Search> = {
  async contactId(filter, token) {
    const wanted = { pageSize: PAGE, ...(filter && { textFilter: filter }) };
    return told(this, (client) =>
      paged(
        token,
        (pageNumber) => client.contact.filter({ ...wanted, pageNumber }),
        ({ name, phoneNumberFormatted, email }) => joined(name, phoneNumberFormatted ?? email),
      ),
    );
  },

  async sessionId(filter, token) {
    return told(this, (client) => {
      if (filter) return sessionsOf(client, filter);
      return paged(token, (pageNumber) => sessions(client, { pageNumber, pageSize: PAGE }), nameOfSession);
    });
  },

  async cardId(filter, token) {
    const panelId = given(this).panelId as string | undefined;
    return told(this, (client) => cards(client, panelId, filter, token));
  },
};

const joined = (...parts: (string | null | undefined)[]) => parts.filter(Boolean).join(' · ');

/** A page of what the API lists. */
interface Page<T> {
  items?: T[] | null;
  hasMorePages?: boolean;
}

/** A page by the names of its entries, with the token of the next one. */
async function paged<T extends { id?: string }>(
  token: string | undefined,
  read: (pageNumber: number) => Promise<Page<T>>,
  nameOf: (entry: T) => string,
): Promise<INodeListSearchResult> {
  const pageNumber = Number(token ?? 1);
  const page = await read(pageNumber);
  const results = named(page, nameOf);
  return page.hasMorePages ? { results, paginationToken: `${pageNumber + 1}` } : { results };
}

function named<T extends { id?: string }>({ items }: Page<T>, nameOf: (entry: T) => string): INodeListSearchItems[] {
  return (items ?? []).map((entry) => ({ name: nameOf(entry) || `${entry.id}`, value: `${entry.id}` }));
}

const sessions = (client: WtsClient, more: SessionListParams) =>
  client.session.list({
    ...{ includeDetails: ['ContactDetails'], orderBy: 'createdAt', orderDirection: 'DESCENDING' },
    ...more,
  });

type Session = NonNullable<Awaited<ReturnType<typeof sessions>>['items']>[number];

const nameOfSession = ({ contactDetails, number, status }: Session) => joined(contactDetails?.name, number, status);

/** The API finds sessions by their contact only. */
async function sessionsOf(client: WtsClient, filter: string): Promise<INodeListSearchResult> {
  const { items } = await client.contact.filter({ textFilter: filter, pageSize: CONTACTS });
  const pages = await Promise.all(
    (items ?? []).map(({ id }) => sessions(client, { contactId: id, pageSize: CONTACTS })),
  );
  return { results: pages.flatMap((page) => named(page, nameOfSession)) };
}

/** Cards of a panel; where none is chosen, of one panel after the other: the token names the panel and its page. */
async function cards(
  client: WtsClient,
  panelId: string | undefined,
  filter = '',
  token = '0:1',
): Promise<INodeListSearchResult> {
  const panels = panelId
    ? [panelId]
    : (await client.choices('panel', 'listCards', 'panelId')).map(({ value }) => value);
  const [at = 0, pageNumber = 1] = token.split(':').map(Number);
  const panel = panels[at];
  if (panel === undefined) return { results: [] };
  const asked = { panelId: panel, pageNumber, pageSize: PAGE, ...(filter && { textFilter: filter }) };
  const page = await client.panel.listCards(asked);
  const results = named(page, ({ title, key }) => joined(title, key));
  const next = page.hasMorePages ? `${at}:${pageNumber + 1}` : at + 1 < panels.length ? `${at + 1}:1` : undefined;
  // A page with nothing on it would look like the end.
  if (results.length === 0 && next) return cards(client, panelId, filter, next);
  return next ? { results, paginationToken: next } : { results };
}
