// Failed calls for people: what happened, what to mend, and whether to look before repeating.

import type { CatalogField, WtsError } from '../dist/index.js';
import { isOption } from './options.js';
import { flagFor } from './params.js';
import { EXIT, type Exit } from './problem.js';

/** What the client's options are called here. */
const SETTINGS: Record<string, string> = {
  apiKey: 'WTS_API_KEY',
  baseUrl: '--base-url or WTS_BASE_URL',
  defaultCountry: 'WTS_DEFAULT_COUNTRY',
  limit: '--limit',
  maxRetries: '--retries',
  timeout: '--timeout',
  timeZone: 'WTS_TIME_ZONE',
};

export function exitOf({ code, maybeSent }: WtsError): Exit {
  if (maybeSent) return EXIT.ambiguous;
  if (code === 'validation') return EXIT.usage;
  return code === 'configuration' || code === 'authentication' ? EXIT.configuration : EXIT.failed;
}

/** The failure in lines. */
export function sentences(error: WtsError, operation: string, fields: readonly CatalogField[]): string[] {
  const { code, message, issues, status, key, requestId, retryAfter, maybeSent } = error;
  const nameOf = (field: string) =>
    (code === 'configuration' ? SETTINGS[field] : undefined) ?? flagFor(field, fields, isOption);
  const mend = issues.map((issue) => `  ${nameOf(issue.field)}: ${issue.message}`);
  if (code === 'validation' || code === 'configuration') {
    const help = code === 'validation' ? [`See wts-chat call ${operation} --help.`] : [];
    return [`${operation} was not called:`, ...(mend.length ? mend : [`  ${message}`]), ...help];
  }
  const facts = [status, key].filter((fact) => fact !== undefined).join(' ');
  const lines = [`${operation} failed (${code}${facts && `, ${facts}`}): ${message}`, ...mend];
  if (code === 'authentication') lines.push('It is the token in WTS_API_KEY.');
  if (retryAfter !== undefined) lines.push(`The server asks to wait ${Math.ceil(retryAfter / 1000)} s.`);
  if (maybeSent)
    lines.push('It may have been carried out all the same: look (in the session, say) before you repeat it.');
  if (requestId !== undefined) lines.push(`Request id: ${requestId}`);
  return lines;
}
