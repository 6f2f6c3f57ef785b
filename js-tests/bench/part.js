// One part, in the process that run.js starts for it: it sends its result and ends.

import { optionsOf } from './measure.js';

/** @import { Measure } from './measure.js' */

const [part = '', flags = '{}'] = process.argv.slice(2);
const { measure } = /** @type {{ measure: Measure }} */ (await import(`./${part}.js`));
const result = await measure(optionsOf(JSON.parse(flags)));
process.send?.(result, () => process.exit());
