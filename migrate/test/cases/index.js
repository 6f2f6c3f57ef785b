// For every action: parameters of the old node, and the request that they mean, its defects mended and the routes of today.

import { chatbot } from './chatbot.js';
import { contact } from './contact.js';
import { message } from './message.js';
import { panel } from './panel.js';
import { sequence } from './sequence.js';
import { session } from './session.js';

export { A, B, C } from './support.js';

export const cases = [...chatbot, ...contact, ...message, ...panel, ...sequence, ...session];
