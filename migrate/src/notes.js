// What is worth a remark, in sentences for whoever looks through a rewritten workflow.

/** @type {Record<string, string>} */
export const remarks = {
  archived: 'Archived is no property of a card any more: its status says the same, ARCHIVED or OPEN.',
  archived_by_expression:
    'Archived has become a status, ARCHIVED or OPEN, but this expression cannot be turned into one. Write one that gives the status.',
  bot_id:
    "It held a chatbot's id where the API wants its key, and the old node sent it under a name that the API ignores. The value is kept, and the option Values of the Older Node looks up its key in each run: now the chatbot starts when the contact replies. Choose it anew, or take it out.",
  credential: 'It has no credential yet: choose one of the type WTS Chat.',
  custom_field_names:
    'The old node stored custom fields by their names, where the API wants their keys, and skips what it does not know. The names are kept, and the option Values of the Older Node looks up their keys in each run. Choose the fields anew to save that.',
  date_format: 'This is no ISO 8601 date: write one such as 2026-03-01T12:00:00Z.',
  date_zone:
    'A date that this expression gives without a time zone was taken as UTC. The option Time Zone is set to UTC, so that it stays so.',
  fields_by_expression:
    'This expression says what is written, and is kept. Whatever it names that has no value here is cleared. It must name Status where it named Archived.',
  fields_without_value:
    'It names Autocomplete or ReactivateDisabled, which the API lists but has no property for. They are still named in Fields, as before.',
  file_place:
    'Which of the possible places the file comes from is decided when the workflow runs: by what these expressions give.',
  list_by_expression:
    'Our node wants a list of texts here, or one text with commas. Look whether the expression gives one.',
  metadata_written: 'The old node left Metadata out of the list of what is written. Now it is written.',
  more_file_places: 'Both a URL and a binary field were given, but a file comes from one place. The URL is kept.',
  no_file: 'Neither a URL nor a binary field was given. The node needs one.',
  nothing_to_update: 'No field to write was chosen. Our node refuses an update of nothing.',
  only_one_contact: 'Both a contact and a phone number were given, but one is wanted. The contact is kept.',
  order:
    'The old node always asked for ascending order, also where nothing to order by was chosen. This is not carried over: the API gives the newest first. To have it back, set Order By and Order Direction.',
  page_size: 'With Auto Pagination the old node offered no page size. The default of the API, 15, is written here.',
  paging_by_expression:
    'Whether all pages are read is decided by an expression that cannot be carried over. One page is read.',
  per_item:
    'Page, order and dates by expression: the old node took those of the first item for all items in most lists. Now each item has its own.',
  pinned_data: 'Its pinned data is what the old node gave. Unpin it, or run the node again and pin what it gives now.',
  session_id_written: 'The old node never sent it. Now it is written.',
  session_status:
    "The old node's status Started is misspelt, the API's is STARTED. Look whether this expression gives the right one.",
  status_not_chosen: 'No status was chosen, so none is written.',
  tags_operation:
    'The current route adds these tags to those of the contact unless Tags Operation says Replace All. Choose what is meant.',
  template_by_expression:
    'The old node took JSON with the id of a template. Our node takes the id: look whether this expression gives it.',
  template_unread: 'This is no JSON with the id of a template. It is kept as the id.',
  wrapped: 'The expression had to be put into another one, since our node wants what it leads to in another shape.',
  zero_written: 'The old node dropped 0. Now it is written.',
};

/**
 * @typedef {object} Note
 * @property {string} node
 * @property {string} [parameter] of the old node
 * @property {string} code
 * @property {string} message
 */

/** Notes down what a node's owner should know. @typedef {(code: string, parameter?: string, message?: string) => void} Tell */

/** @param {Note[]} notes @param {string} node @returns {Tell} */
export const teller =
  (notes, node) =>
  (code, parameter, message = remarks[code] ?? code) => {
    const known = notes.some((one) => one.node === node && one.code === code && one.parameter === parameter);
    if (!known) notes.push({ node, ...(parameter !== undefined && { parameter }), code, message });
  };
