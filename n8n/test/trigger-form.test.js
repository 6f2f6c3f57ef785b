// What the trigger's form shows.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { started } from '../../js-tests/support.js';
import { loadOptionsContext, nodeType, workflow } from './helpers.js';

const { sandbox, suite } = await started();
const type = nodeType('WtsChatTrigger');
const { description } = type;

/** @param {string} name @returns {any} */
const property = (name) => description.properties.find((entry) => entry.name === name) ?? assert.fail(`no ${name}`);

suite('the form', () => {
  test('offers every documented event, in the order of their names', () => {
    const { options, required } = property('events');
    const document = JSON.parse(readFileSync(new URL('../../sandbox/openapi.json', import.meta.url), 'utf8'));
    const known = document.components.schemas.PublicWebhookEventDTO.properties.event.enum;
    assert.equal(known.length, 16);
    assert.deepEqual(options.map((/** @type {any} */ option) => option.value).sort(), [...known].sort());
    const names = options.map((/** @type {any} */ option) => option.name);
    assert.deepEqual(names, [...names].sort());
    assert.equal(required, true);
  });

  test('offers the channels of the account', async () => {
    const credential = { apiKey: sandbox.tokens.full, baseUrl: sandbox.url };
    const options = await type.methods?.loadOptions?.getChannels?.call(loadOptionsContext({ type, credential }));
    assert.ok(options?.some(({ value }) => value === sandbox.sample.channelId));
    assert.ok(options?.some(({ value }) => value === sandbox.sample.instagram.channelId));
  });

  test('says why it cannot', async () => {
    const credential = { apiKey: 'pn_dead', baseUrl: sandbox.url };
    await assert.rejects(
      async () => type.methods?.loadOptions?.getChannels?.call(loadOptionsContext({ type, credential })),
      (error) => error instanceof workflow.NodeApiError && error.httpCode === '401',
    );
  });

  test('names nothing that would change how n8n reads requests', () => {
    // Version 1 of a node: n8n leaves the body alone where `options.binaryData` is set.
    const names = property('options').options.map((/** @type {any} */ option) => option.name);
    assert.ok(!names.includes('binaryData'));
  });
});
