// What fails: where n8n goes on and where it stops, what it shows, and what is tried again.

import assert from 'node:assert/strict';
import { beforeEach, it } from 'node:test';
import { byId, origins, started } from './chat.js';
import { end, items, manual, workflow } from './workflows.js';

/** @import { Node, Link } from './workflows.js' */

const { sandbox, rest, credential, wts } = await started();
const { state } = sandbox;

beforeEach(() => sandbox.reset());

/** Sessions that take messages. */
const [first = '', second = '', third = ''] = ['1007', '1004', '1005'].map(
  (wanted) => [...state.sessions.values()].find(({ number }) => number === wanted)?.id,
);
const given = [first, second, third].map((sessionId, at) => ({ sessionId, text: `texto ${at}` }));

/** A text to each of them. @param {Partial<Node>} [more] @param {Record<string, unknown>} [parameters] */
const texts = (more, parameters) => {
  const each = { sessionId: byId('={{ $json.sessionId }}'), text: '={{ $json.text }}' };
  return wts('session.sendText', { ...each, ...parameters }, more);
};

/** @param {string} sessionId @param {Record<string, unknown>} [more] */
const refuse = (sessionId, more) =>
  sandbox.fault({ path: `/chat/v1/session/${sessionId}/message`, oddity: 'problem-details', ...more });

/** What was sent, by the order of its text. */
const sent = () =>
  [...state.messages.values()]
    .filter(({ direction }) => direction === 'TO_HUB')
    .map(({ text }) => text)
    .sort();

const texted = (/** @type {{ text: string }[]} */ list) => list.map(({ text }) => text).sort();

it('goes on in the same output', async () => {
  refuse(second);
  const nodes = [manual(), items(given), texts({ onError: 'continueRegularOutput' }), end('Next')];
  const run = await rest.run(workflow(nodes));
  assert.equal(run.status, 'success', `${run}`);
  assert.deepEqual(origins(run), [0, 1, 2]);
  const errors = run.json('Next').map(({ error }) => /** @type {{ code?: string, status?: number }} */ (error));
  assert.deepEqual(
    errors.map((error) => [error?.code, error?.status]),
    [
      [undefined, undefined],
      ['bad_request', 400],
      [undefined, undefined],
    ],
  );
  assert.deepEqual(sent(), ['texto 0', 'texto 2']);
});

/** @type {Link[]} */
const branches = [
  ['Start', 'Items'],
  ['Items', 'WTS'],
  ['WTS', 'Good'],
  ['WTS', 'Bad', 1],
];

it('goes on in a branch of their own', async () => {
  refuse(second);
  const nodes = [manual(), items(given), texts({ onError: 'continueErrorOutput' }), end('Good'), end('Bad')];
  const run = await rest.run(workflow(nodes, { links: branches }));
  assert.equal(run.status, 'success', `${run}`);
  assert.equal(run.json('Good').length, 2);
  const [bad, ...others] = run.json('Bad');
  assert.deepEqual(others, []);
  const { error } = /** @type {{ error: { message: string, code: string, issues: unknown } }} */ (bad);
  assert.equal(error.code, 'bad_request');
  assert.match(error.message, /The text field is required/);
  assert.deepEqual(origins(run), [0, 2]);
  assert.deepEqual(origins(run, 'WTS', 1), [1]);
});

it('tells wrong parameters of one item like its other failures', async () => {
  const wrong = given.map((one, at) => (at === 1 ? { ...one, text: ' ' } : one));
  const nodes = [manual(), items(wrong), texts({ onError: 'continueErrorOutput' }), end('Good'), end('Bad')];
  const run = await rest.run(workflow(nodes, { links: branches }));
  assert.equal(run.status, 'success', `${run}`);
  const { error } = /** @type {{ error: { code: string, message: string } }} */ (run.json('Bad')[0]);
  assert.equal(error.code, 'validation');
  assert.match(error.message, /text/);
  assert.deepEqual(sent(), ['texto 0', 'texto 2']);
});

it('stops with what the API said, at the item that it concerns', async () => {
  refuse(second);
  const run = await rest.run(workflow([manual(), items(given), texts(), end('Next')]));
  assert.equal(run.status, 'error');
  assert.equal(run.lastNode, 'WTS');
  assert.deepEqual(run.runs('Next'), []);
  const error = run.errorOf('WTS');
  assert.equal(error?.name, 'NodeApiError');
  assert.equal(error?.httpCode, '400');
  assert.match(`${error?.message}`, /The text field is required/);
  assert.equal(error?.context?.itemIndex, 1);
  assert.doesNotMatch(JSON.stringify(error), /pn_sandbox/);
});

it('shows the key and the request id of the API in the description', async () => {
  sandbox.fault({ operation: 'session.sendMessage', oddity: 'not-found-500' });
  const run = await rest.run(workflow([manual(), items(given.slice(0, 1)), texts()]));
  assert.match(`${run.errorOf('WTS')?.description}`, /Key of the API: ENTITY_NOT_FOUND\./, `${run}`);
});

it('stops before anything is sent when a parameter is wrong', async () => {
  const wrong = given.map((one, at) => (at === 2 ? { ...one, text: '' } : one));
  const run = await rest.run(workflow([manual(), items(wrong), texts()]));
  assert.equal(run.status, 'error');
  assert.equal(run.errorOf('WTS')?.name, 'NodeOperationError');
  assert.match(`${run.errorOf('WTS')?.message}`, /text/);
  assert.equal(run.errorOf('WTS')?.context?.itemIndex, 2);
  assert.deepEqual(sandbox.requests, []);
});

const retry = { retryOnFail: true, maxTries: 3, waitBetweenTries: 10 };
const nine = [0, 1, 2].flatMap((round) => given.map(({ sessionId }, at) => ({ sessionId, text: `${round}.${at}` })));

it('tries the failed item again, and sends the others once', async () => {
  const fault = refuse(second);
  const run = await rest.run(workflow([manual(), items(nine), texts(retry), end('Next')]));
  assert.equal(run.status, 'success', `${run}`);
  assert.equal(fault.hits, 1);
  assert.deepEqual(sent(), texted(nine));
  assert.deepEqual(origins(run), [...nine.keys()]);
  assert.deepEqual(
    run.items('WTS').map(({ json }) => state.messages.get(`${json.id}`)?.text),
    nine.map(({ text }) => text),
  );
});

it('gives up after the last try, and has sent the others once', async () => {
  const fault = refuse(second, { times: Number.POSITIVE_INFINITY });
  const run = await rest.run(workflow([manual(), items(given), texts(retry)]));
  assert.equal(run.status, 'error');
  assert.equal(fault.hits, 3);
  assert.deepEqual(sent(), ['texto 0', 'texto 2']);
});

it('does not try again what may have been sent', async () => {
  const fault = refuse(second, { drop: 'after', oddity: undefined });
  const run = await rest.run(workflow([manual(), items(given), texts(retry)]));
  assert.equal(run.status, 'error');
  assert.match(`${run.errorOf('WTS')?.description}`, /may have been carried out/);
  assert.equal(fault.hits, 1);
  assert.deepEqual(sent(), texted(given));
});

it('tries again where it goes on, too', async () => {
  // n8n looks at the first item only.
  const fault = refuse(first);
  const nodes = [manual(), items(given), texts({ ...retry, onError: 'continueErrorOutput' }), end('Good'), end('Bad')];
  const run = await rest.run(workflow(nodes, { links: branches }));
  assert.equal(run.status, 'success', `${run}`);
  assert.equal(fault.hits, 1);
  assert.deepEqual(sent(), texted(given));
  assert.deepEqual(origins(run), [0, 1, 2]);
});

it('tries again by itself where that is safe', async () => {
  const fault = sandbox.fault({
    operation: 'session.get',
    times: 2,
    oddity: 'rate-limited-429',
    headers: { 'retry-after': '0' },
  });
  const run = await rest.run(
    workflow([manual(), items(given), wts('session.get', { sessionId: byId('={{ $json.sessionId }}') })]),
  );
  assert.equal(run.status, 'success', `${run}`);
  assert.equal(fault.hits, 2);
});

it('says that a token is refused', async () => {
  const dead = await rest.createCredential(credential.type, { apiKey: 'pn_dead', baseUrl: sandbox.url });
  const credentials = { [dead.type]: { id: dead.id, name: dead.name } };
  const run = await rest.run(workflow([manual(), items(given), texts({ credentials })]));
  assert.equal(run.status, 'error');
  assert.equal(run.errorOf('WTS')?.httpCode, '401');
  assert.match(`${run.errorOf('WTS')?.message}`, /token/i);
  assert.doesNotMatch(JSON.stringify(run), /pn_dead/);
});
