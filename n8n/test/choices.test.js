// The lists of the editor: what the account has, for the parameter that is open.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadOptionsContext } from './helpers.js';
import { failureOf, started, type } from './support.js';

const { sandbox, suite, credential } = await started();
const { from, channelId, contactId, sessionId, panelId, cardId, stepIds, templateId, templateParams } = sandbox.sample;
const { departmentId, supportDepartmentId, userId, secondAgent } = sandbox.sample;

/** @param {string} field @param {any} parameters @param {any} [more] @returns {Promise<any[]>} */
async function load(field, parameters, more) {
  const context = loadOptionsContext({ type, credential, parameters, ...more });
  const options = await type.methods?.loadOptions?.[field]?.call(context);
  return options ?? assert.fail(`nothing loads ${field}`);
}

/** @param {string} field @param {any} [parameters] @param {string} [filter] @param {string} [token] @param {any} [more] */
async function search(field, parameters = {}, filter, token, more) {
  const context = loadOptionsContext({ type, credential, parameters, ...more });
  const found = await type.methods?.listSearch?.[field]?.call(context, filter, token);
  return found ?? assert.fail(`nothing searches ${field}`);
}

const values = (/** @type {any[]} */ options) => options.map(({ value }) => value);
const text = { resource: 'message', operation: 'sendText' };

/** All methods of a kind that the form names. @param {any} node @param {string} name @returns {string[]} */
function named(node, name) {
  if (typeof node !== 'object' || node === null) return [];
  const own = typeof node[name] === 'string' ? [node[name]] : [];
  return [...own, ...Object.values(node).flatMap((inner) => named(inner, name))];
}

suite('the form', () => {
  test('names no list that nothing fills', () => {
    const loading = new Set(named(type.description.properties, 'loadOptionsMethod'));
    const searching = new Set(named(type.description.properties, 'searchListMethod'));
    assert.ok(loading.size > 10 && searching.size === 3);
    const { loadOptions = {}, listSearch = {} } = type.methods ?? {};
    assert.deepEqual(
      [...loading].filter((name) => typeof loadOptions[name] !== 'function'),
      [],
    );
    assert.deepEqual(
      [...searching].filter((name) => typeof listSearch[name] !== 'function'),
      [],
    );
  });
});

suite('a list', () => {
  test('of channels has them by their names', async () => {
    const options = await load('from', text);
    const whatsapp = options.find(({ value }) => value === channelId);
    assert.equal(whatsapp.name, 'Loja');
    assert.match(whatsapp.description, /11900000001/);
    assert.ok(options.every(({ name, value }) => typeof name === 'string' && typeof value === 'string'));
    const ids = await load('channelId', { resource: 'template', operation: 'list' });
    assert.ok(values(ids).includes(channelId));
  });

  test('of departments has them', async () => {
    const options = await load('departmentId', text);
    assert.deepEqual(values(options).sort(), [departmentId, supportDepartmentId].sort());
    assert.deepEqual(options.map(({ name }) => name).sort(), ['Suporte', 'Vendas']);
  });

  test('of users has all, or those of the department', async () => {
    const all = values(await load('userId', text));
    assert.ok(all.includes(userId) && all.includes(secondAgent.userId));
    const some = values(await load('userId', { ...text, additionalFields: { departmentId: supportDepartmentId } }));
    assert.ok(some.includes(secondAgent.userId) && !some.includes(userId));
  });

  test('of steps, tags and fields has those of the panel', async () => {
    const card = { resource: 'panel', operation: 'createCard', panelId };
    assert.ok(values(await load('panelId', { resource: 'panel', operation: 'createCard' })).includes(panelId));
    assert.deepEqual(values(await load('stepId', card)).sort(), Object.values(stepIds).sort());
    const tags = values(await load('tagIds', card));
    assert.ok(Object.values(sandbox.sample.panelTagIds).every((id) => tags.includes(id)));
    assert.ok(values(await load('customFields', card)).includes(sandbox.sample.panelCustomFieldKey));
    const contactTags = values(await load('tagIds', { resource: 'contact', operation: 'create' }));
    assert.ok(contactTags.includes(sandbox.sample.tagId) && !contactTags.some((id) => tags.includes(id)));
  });

  test('of steps has those of the panel of the card', async () => {
    for (const mode of ['id', 'list']) {
      const card = { resource: 'panel', operation: 'updateCard', cardId: { __rl: true, mode, value: cardId } };
      assert.deepEqual(values(await load('stepId', card)).sort(), Object.values(stepIds).sort());
      const reasons = await load('lostReasonId', card);
      assert.ok(values(reasons).includes(sandbox.sample.lostReasonId));
    }
  });

  test('of templates has those of the channel', async () => {
    const template = { resource: 'message', operation: 'sendTemplate' };
    const options = values(await load('templateId', { ...template, from }));
    assert.ok(options.includes(templateId));
    const others = values(await load('templateId', { ...template, from: sandbox.sample.instagram.from }));
    assert.ok(!others.includes(templateId));
  });

  test('of templates has those of the channel of the session', async () => {
    const session = { __rl: true, mode: 'id', value: sessionId };
    const options = await load('templateId', { resource: 'session', operation: 'sendTemplate', sessionId: session });
    assert.ok(values(options).includes(templateId));
  });

  test('of parameters has those of the template', async () => {
    const ways = [
      { resource: 'message', operation: 'sendTemplate', from, templateId },
      { resource: 'send', operation: 'template', from, templateId },
      {
        resource: 'session',
        operation: 'sendTemplate',
        sessionId: { __rl: true, mode: 'id', value: sessionId },
        templateId,
      },
      { resource: 'message', operation: 'send', additionalFields: { from }, body: { values: { templateId } } },
      { resource: 'scheduledMessage', operation: 'create', additionalFields: { from, templateId } },
      { resource: 'scheduledMessage', operation: 'update', updateFields: { from, templateId } },
    ];
    for (const parameters of ways) assert.deepEqual(values(await load('parameters', parameters)), templateParams);
  });

  test('that depends on what is missing says so', async () => {
    const ways = {
      stepId: [{ resource: 'panel', operation: 'createCard' }, /panel/i],
      templateId: [{ resource: 'message', operation: 'sendTemplate' }, /from|channel/i],
      parameters: [{ resource: 'message', operation: 'sendTemplate', from }, /template/i],
    };
    for (const [field, [parameters, words]] of Object.entries(ways)) {
      const error = await failureOf(load(field, parameters));
      assert.match(error.message, /** @type {RegExp} */ (words));
      assert.ok(error.message.length > 20, error.message);
    }
  });

  test('does not take an expression for an id', async () => {
    const error = await failureOf(
      load('stepId', { resource: 'panel', operation: 'createCard', panelId: '={{ $json.id }}' }),
    );
    assert.match(error.message, /panelId is missing/);
    assert.equal(sandbox.requests.length, 0);
  });

  test('that cannot be had says why', async () => {
    const dead = await failureOf(load('departmentId', text, { credential: { ...credential, apiKey: 'pn_dead' } }));
    assert.equal(dead.httpCode, '401');
    assert.match(dead.message, /token/i);
    assert.ok(!JSON.stringify(dead).includes('pn_dead'));
  });

  test('loads for every parameter that has one, where nothing more is needed', async () => {
    const given = { panelId, from, templateId, departmentId, cardId: { __rl: true, mode: 'id', value: cardId } };
    const failed = [];
    let count = 0;
    for (const { displayOptions, ...property } of type.description.properties) {
      const { resource: resources = [], operation: operations = [] } = displayOptions?.show ?? {};
      for (const field of new Set(named(property, 'loadOptionsMethod'))) {
        for (const resource of resources) {
          for (const operation of operations) {
            count += 1;
            const session = { sessionId: { __rl: true, mode: 'id', value: sessionId } };
            const more = { from, templateId };
            const body = { values: { templateId } };
            const parameters = {
              resource,
              operation,
              ...given,
              ...session,
              body,
              additionalFields: more,
              updateFields: more,
            };
            const error = await load(field, parameters).then(
              () => undefined,
              (reason) => reason,
            );
            if (error) failed.push(`${resource}.${operation} ${field}: ${error.message}`);
          }
        }
      }
    }
    assert.ok(count > 80, String(count));
    assert.deepEqual(failed, []);
  });
});

/** @param {Map<string, any>} all @param {string} id @param {number} count */
function multiplied(all, id, count) {
  const one = all.get(id);
  for (let at = 0; at < count; at++) {
    const next = `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;
    const own =
      'title' in one ? { title: `Card ${at}` } : { name: `Contact ${at}`, phoneNumber: `+55|119${10000000 + at}` };
    all.set(next, { ...one, id: next, ...own });
  }
}

/** All pages of a search. @param {string} field @param {any} [parameters] */
async function pages(field, parameters) {
  const found = [await search(field, parameters)];
  for (let token = found[0]?.paginationToken; token; token = found.at(-1)?.paginationToken) {
    found.push(await search(field, parameters, undefined, String(token)));
    assert.ok(found.length < 20);
  }
  return found.map(({ results }) => results);
}

suite('a search for contacts', () => {
  test('shows names and numbers, page by page', async () => {
    multiplied(/** @type {any} */ (sandbox.state.contacts), contactId, 117);
    const found = await pages('contactId');
    assert.deepEqual(
      found.map(({ length }) => length),
      [50, 50, 20],
    );
    assert.equal(new Set(found.flat().map(({ value }) => value)).size, 120);
    assert.ok(found.flat().some(({ name }) => /^Ana Souza · .*99999/.test(name)));
  });

  test('finds by a part of the name', async () => {
    const { results, paginationToken } = await search('contactId', {}, 'Ana');
    assert.deepEqual(values(results), [contactId]);
    assert.equal(paginationToken, undefined);
  });

  test('that finds nothing is empty', async () => {
    assert.deepEqual((await search('contactId', {}, 'nobody at all')).results, []);
  });
});

suite('a search for sessions', () => {
  test('shows whose they are', async () => {
    const { results } = await search('sessionId');
    const found = results.find(({ value }) => value === sessionId);
    assert.match(String(found?.name), /Ana Souza · 1007 · IN_PROGRESS/);
  });

  test('finds by the contact', async () => {
    const { results } = await search('sessionId', {}, 'Ana');
    assert.ok(values(results).includes(sessionId));
    assert.ok(!values(results).includes(sandbox.sample.closedSessionId));
  });
});

suite('a search for cards', () => {
  test('looks in the panel, page by page', async () => {
    multiplied(/** @type {any} */ (sandbox.state.cards), cardId, 60);
    const found = await pages('cardId', { resource: 'panel', operation: 'listCards', panelId });
    assert.equal(found[0]?.length, 50);
    assert.equal(new Set(found.flat().map(({ value }) => value)).size, found.flat().length);
    assert.ok(values(found.flat()).includes(cardId));
  });

  test('looks in all panels where none is chosen', async () => {
    multiplied(/** @type {any} */ (sandbox.state.cards), cardId, 60);
    const found = (await pages('cardId', { resource: 'panel', operation: 'updateCard' })).flat();
    const listed = [...sandbox.state.cards.values()].filter(({ status }) => status !== 'ARCHIVED');
    assert.deepEqual(values(found).sort(), listed.map(({ id }) => id).sort());
  });

  test('finds by a part of the title', async () => {
    multiplied(/** @type {any} */ (sandbox.state.cards), cardId, 60);
    const { results } = await search('cardId', { resource: 'panel', operation: 'updateCard' }, 'Card 59');
    assert.equal(results.length, 1);
    assert.match(String(results[0]?.name), /Card 59/);
  });
});

suite('a search for cards that are in a later panel', () => {
  test('does not end at the panels that have none', async () => {
    for (const { title, id } of [...sandbox.state.cards.values()].filter(({ status }) => status !== 'ARCHIVED')) {
      const { results } = await search('cardId', { resource: 'panel', operation: 'updateCard' }, title);
      assert.ok(values(results).includes(id), title);
    }
  });
});

suite('a search', () => {
  test('that fails says why', async () => {
    for (const field of ['contactId', 'sessionId', 'cardId']) {
      const error = await failureOf(
        search(field, {}, undefined, undefined, { credential: { ...credential, apiKey: 'pn_dead' } }),
      );
      assert.equal(error.httpCode, '401');
    }
  });
});
