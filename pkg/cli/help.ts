// What --help prints: about the command, and about each operation from the catalog.

import type { CatalogField, CatalogOperation } from '../dist/index.js';
import { kebab } from './flags.js';
import { isOption, OPTIONS } from './options.js';
import { operationText, paramText } from './texts.js';

export const MAIN_HELP = `Usage: wts-chat <command>

  call <resource>.<operation> [--param value …]   calls the API and prints its answer as JSON
  list [resource | resource.operation] [--json]   what can be called, and with which params
  migrate <file.json | -> […]                     rewrites a saved n8n workflow of the older WTS Chat node
  --help, --version                               also: wts-chat <command> --help

Environment
  WTS_API_KEY          the account's API token. It is no flag, because everybody can read those in the list of processes
  WTS_BASE_URL         where the API is. Default: https://api.wts.chat
  WTS_DEFAULT_COUNTRY  country of phone numbers without one, such as BR. Default: none
  WTS_TIME_ZONE        time zone of dates without one, such as America/Sao_Paulo. Default: UTC
  NO_COLOR             no colours

The result goes to the standard output, everything else to the standard error. Ends with
  0    done
  1    the call failed
  2    wrong usage or wrong params: nothing was sent
  3    no token, a refused one, or wrong settings
  4    the call failed, but may have been carried out all the same: look before you repeat it
  130  Ctrl+C
`;

const VALUES = `A param is a flag: --session-id or --sessionId. By its kind in the catalog, its value is
  a text or a date     as it is; one that begins with -- as --text=--…
  a number             12 or 1.5
  true or false        --synchronous or --no-synchronous
  a list               the flag once for each item, or a JSON array
  an object            JSON, or a flag for what is inside: --department.id …, --items.0.name …
  metadata, and custom fields
                       JSON, or --metadata.key value. In custom fields, what is no list or object is a text then
  a file               its path: --file report.pdf. The upload comes before the send
  nothing              null, where the API allows it`;

export const callHelp = () => `Usage: wts-chat call <resource>.<operation> [--param value …] [options]

${VALUES}

Options
${Object.keys(OPTIONS).map(option).join('')}
An option goes before a param of the same name: --param.timeout is always the param.
wts-chat list shows the operations, wts-chat call <resource>.<operation> --help the params of one.
How it ends, and what it reads from the environment: wts-chat --help.
`;

export const LIST_HELP = `Usage: wts-chat list [resource | resource.operation] [--json]

All operations, those of a resource, or one with its params. --json prints the same for programs.
`;

function option(name: string): string {
  if (!isOption(name)) return '';
  const { text, ...other } = OPTIONS[name];
  const flag = `--${name}${'value' in other ? ` <${other.value}>` : ''}`;
  return `  ${flag.padEnd(22)} ${text}\n`;
}

const SAFETY = {
  read: 'changes nothing and may be repeated',
  idempotent: 'may be repeated: twice is the same as once',
  once: 'never sent twice',
};

/** About one operation: `resource.operation`. */
export function operationHelp(name: string, operation: CatalogOperation): string {
  const { method, path, safety, fields, list } = operation;
  const required = fields.filter((field) => field.required).map((field) => ` ${flagOf(field.name)} …`);
  const rest = fields.length > required.length ? ' [--param value …]' : '';
  const about = [
    `Usage: wts-chat call ${name}${required.join('')}${rest}${list ? ' [--all]' : ''}`,
    operationText(name),
    `${method} ${path}\n${safety}: ${SAFETY[safety]}`,
  ];
  const params = fields.length ? `Params\n${described(name, fields)}` : 'It takes no params.\n';
  return `${about.join('\n\n')}\n\n${params}\nOptions, and how values are written: wts-chat call --help.\n`;
}

/** A param's flag, past the command's own flags. */
export const flagOf = (param: string) => `--${isOption(kebab(param)) ? 'param.' : ''}${kebab(param)}`;

/** The params with what they take; what is inside of one follows it. */
function described(operation: string, fields: readonly CatalogField[], flags = '', path = ''): string {
  let out = '';
  for (const field of fields) {
    const flag = flags ? `${flags}${kebab(field.name)}` : flagOf(field.name);
    const at = `${path}${field.name}`;
    // The path brings it.
    const isNamed = flag === '--file.name';
    const marks = [field.required && !isNamed && 'required', field.nullable && 'may be null']
      .filter(Boolean)
      .join(', ');
    out += `  ${flag} <${words(field)}>${marks && `  (${marks})`}\n`;
    const text = isNamed ? 'Default: that of the path.' : paramText(operation, at);
    if (text) out += `      ${text}\n`;
    const [inner, [flagsInside, pathInside]] = inside(field);
    out += described(operation, inner, `${flag}${flagsInside}`, `${at}${pathInside}`);
  }
  return out;
}

/** What is inside of a param, and how its flags and paths go on. */
function inside(field: Pick<CatalogField, 'kind' | 'fields' | 'items'>): [CatalogField[], [string, string]] {
  if (field.kind === 'list' && field.items) {
    const [inner, [flags, path]] = inside(field.items);
    return [inner, [`.0${flags}`, `[]${path}`]];
  }
  // A file is its path.
  const isShown = ({ kind }: CatalogField) => kind !== 'bytes' && kind !== 'size';
  return [(field.fields ?? []).filter(isShown), ['.', '.']];
}

const KINDS: Record<string, string> = {
  id: 'UUID',
  sender: 'phone number, @instagram user or id of a channel',
  recipient: 'phone number or @instagram user',
  phone: 'phone number',
  email: 'email address',
  url: 'http or https address',
  fileIdOrUrl: 'id of a stored file, or http or https address',
  boolean: 'true or false',
  integer: 'whole number',
  position: 'number',
  metadata: 'JSON object or .key value',
  values: 'JSON object or .key value',
  object: 'JSON object',
  mimeType: 'media type',
  fileName: 'file name',
  file: 'path',
};

function words(field: Pick<CatalogField, 'kind' | 'values' | 'items' | 'maxLength' | 'minimum' | 'maximum'>): string {
  const { kind, values, items, maxLength, minimum, maximum } = field;
  if (kind === 'choice') return (values ?? []).join(' | ');
  if (kind === 'list' && items) return `list of: ${words(items)}`;
  const plain = KINDS[kind] ?? kind;
  if (maxLength !== undefined) return `${plain}, at most ${maxLength} characters`;
  if (minimum === undefined) return plain;
  return maximum === undefined ? `${plain}, at least ${minimum}` : `${plain}, ${minimum} to ${maximum}`;
}
