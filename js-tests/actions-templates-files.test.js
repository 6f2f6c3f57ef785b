// Templates and stored files: what is listed and uploaded can be sent.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rejects, rows, started, storedFile } from './support.js';

const { sandbox, suite, wts } = await started();
const { sample } = sandbox;
const { from, to } = sample;

suite('template.list', () => {
  test('answers the ids and parameter names that sends take', async () => {
    const [template] = rows(
      await wts.template.list({ name: 'lembrete', channelId: sample.channelId, includeDetails: ['Params'] }),
    );
    assert.deepEqual(
      template?.params?.map(({ name }) => name),
      ['nome', 'próximo horário'],
    );
    const values = Object.fromEntries((template?.params ?? []).map(({ name }, at) => [name ?? '', at + 1]));
    const message = await wts.message.sendTemplate({
      from,
      to,
      templateId: template?.id ?? '',
      parameters: values,
      synchronous: true,
    });
    assert.equal(message.text, 'Olá, 1! Seu próximo horário é 2.');
  });

  test('narrows the list', async () => {
    /** @param {import('wts-chat').TemplateListParams} params */
    const names = async (params) =>
      rows(await wts.template.list({ orderBy: 'name', ...params })).map(({ name }) => name);
    assert.deepEqual(await names({}), [
      'boleto_mensal',
      'codigo_acesso',
      'horario_funcionamento',
      'lembrete_consulta',
      'pesquisa_nps',
    ]);
    assert.deepEqual(await names({ archived: true }), ['promocao_natal']);
    assert.deepEqual(await names({ searchableText: 'seu código' }), ['codigo_acesso']);
    assert.deepEqual(await names({ channelId: sample.instagram.channelId }), ['horario_funcionamento']);
    assert.deepEqual(await names({ type: 'AUTHENTICATION' }), ['codigo_acesso']);
    assert.deepEqual(await names({ approvedOnly: true, type: 'CAMPAIGN' }), ['boleto_mensal', 'lembrete_consulta']);
    assert.deepEqual(await names({ pageSize: 2, pageNumber: 3 }), ['pesquisa_nps']);
    assert.deepEqual(await names({ createdAtAfter: new Date() }), []);
    assert.equal(rows(await wts.template.list())[0]?.params, null);
  });
});

suite('file', () => {
  test('a file that is uploaded in the three steps can be sent', async () => {
    const { id: fileId, name } = await storedFile(wts, 'ação & reação.pdf');
    assert.equal(name, 'ação & reação.pdf');
    const message = await wts.message.sendFile({ from, to, fileId, synchronous: true });
    assert.deepEqual([message.details?.file?.name, message.details?.file?.size], [name, 8]);
  });

  test('nothing is saved before its bytes are there', async () => {
    const slot = await wts.file.getUploadUrl({ type: 'UNDEFINED', name: 'a.pdf' });
    assert.equal((await rejects(wts.file.save({ tempFileId: slot.tempFileId }))).code, 'not_found');
    assert.deepEqual(sandbox.files, []);
  });
});
