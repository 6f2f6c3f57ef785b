// The fixed ids that both halves of the seed name. Programs and saved workflows name them too: they never change.

export const companyId = '0c6e5b1a-6f0e-4c39-9d52-6a1f6f3c8a01';

/** Whoever acts for the API. */
export const systemUserId = '00000000-0000-0000-0000-000000000000';

export const whatsappId = '7d1f3b52-9a0c-4f57-8a54-2f9b0f6f1e01';
export const instagramId = '7d1f3b52-9a0c-4f57-8a54-2f9b0f6f1e02';
export const messengerId = '7d1f3b52-9a0c-4f57-8a54-2f9b0f6f1e03';
export const anaId = 'a3c8e2d4-51b7-4d6e-b0a9-84c1d7e5f201';
export const brunoId = 'a3c8e2d4-51b7-4d6e-b0a9-84c1d7e5f202';
export const carlaId = 'a3c8e2d4-51b7-4d6e-b0a9-84c1d7e5f203';
export const salesId = 'd2b4c6e8-0f1a-4e3d-8c5b-7a9e1f2d3501';
export const supportId = 'd2b4c6e8-0f1a-4e3d-8c5b-7a9e1f2d3502';
/** Ana Souza's open session. */
export const sessionId = 'b9d0f6a1-2c4e-4b83-a7d5-1e6f8c9b0301';
export const vipId = 'e8f0a2c4-6b5d-4a7f-9e1c-2d3b4a5c6601';
export const novoId = 'e8f0a2c4-6b5d-4a7f-9e1c-2d3b4a5c6604';

/** Agents: `agentId` names them among agents, `userId` everywhere else. */
export const diego = {
  agentId: 'f1a3c5e7-9b2d-4c6e-8f0a-5b7d9e1c3701',
  userId: 'f1a3c5e7-9b2d-4c6e-8f0a-5b7d9e1c3702',
};
export const elisa = {
  agentId: 'f1a3c5e7-9b2d-4c6e-8f0a-5b7d9e1c3703',
  userId: 'f1a3c5e7-9b2d-4c6e-8f0a-5b7d9e1c3704',
};
export const fabio = {
  agentId: 'f1a3c5e7-9b2d-4c6e-8f0a-5b7d9e1c3705',
  userId: 'f1a3c5e7-9b2d-4c6e-8f0a-5b7d9e1c3706',
};

/** @param {number} now in ms @returns {(hours: number) => string} the time so many hours before */
export const hoursBefore = (now) => (hours) => new Date(now - hours * 3_600_000).toISOString();
