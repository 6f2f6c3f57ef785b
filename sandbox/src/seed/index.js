// The data that every sandbox starts with. The ids are fixed, the times are relative to the start. `sample` names what is
// worth naming.

import { chatSample, seedChat } from './chat.js';
import { coreSample, seedCore } from './core.js';
import { crmSample, seedCrm } from './crm.js';
import { seedSending, sendingSample } from './sending.js';

export { seedOfficeHours } from './core.js';
export { companyId } from './ids.js';

export const sample = Object.freeze({ ...coreSample, ...chatSample, ...sendingSample, ...crmSample });

/** @param {number} now in ms */
export const seed = (now) => ({ ...seedCore(now), ...seedChat(now), ...seedSending(now), ...seedCrm(now) });
