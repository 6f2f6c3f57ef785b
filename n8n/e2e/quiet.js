// The environment of an n8n in tests: sqlite in a folder of its own, nothing asked of other machines, everything kept of executions.

/**
 * @param {{ folder: string, port: number, brokerPort: number }} where
 * @returns {Record<string, string>}
 */
export const quiet = ({ folder, port, brokerPort }) => ({
  N8N_USER_FOLDER: folder,
  N8N_HOST: '127.0.0.1',
  N8N_LISTEN_ADDRESS: '127.0.0.1',
  N8N_PORT: String(port),
  N8N_PROTOCOL: 'http',
  N8N_SECURE_COOKIE: 'false',
  N8N_ENCRYPTION_KEY: 'only-for-tests',
  N8N_RUNNERS_BROKER_PORT: String(brokerPort),
  N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'true',
  DB_TYPE: 'sqlite',
  DB_SQLITE_POOL_SIZE: '2',
  // The time zone of workflows. The process has another one, so that a node which uses that by mistake is found out.
  GENERIC_TIMEZONE: 'America/Sao_Paulo',
  TZ: 'UTC',
  EXECUTIONS_DATA_SAVE_ON_SUCCESS: 'all',
  EXECUTIONS_DATA_SAVE_ON_ERROR: 'all',
  EXECUTIONS_DATA_SAVE_MANUAL_EXECUTIONS: 'true',
  N8N_LOG_LEVEL: 'info',
  NO_COLOR: '1',
  // The tarball is unpacked where n8n keeps installed packages; it shall not ask a registry about it.
  N8N_COMMUNITY_PACKAGES_ENABLED: 'true',
  N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
  N8N_VERIFIED_PACKAGES_ENABLED: 'false',
  N8N_REINSTALL_MISSING_PACKAGES: 'false',
  npm_config_offline: 'true',
  // Nothing to other machines, no pop-ups in the editor.
  N8N_DIAGNOSTICS_ENABLED: 'false',
  N8N_DIAGNOSTICS_CONFIG_FRONTEND: '',
  N8N_DIAGNOSTICS_CONFIG_BACKEND: '',
  N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
  N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
  N8N_DYNAMIC_BANNERS_ENABLED: 'false',
  N8N_HIRING_BANNER_ENABLED: 'false',
  N8N_TEMPLATES_ENABLED: 'false',
  N8N_PERSONALIZATION_ENABLED: 'false',
  EXTERNAL_FRONTEND_HOOKS_URLS: '',
  N8N_SENTRY_DSN: '',
  N8N_FRONTEND_SENTRY_DSN: '',
  N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
  N8N_AI_ENABLED: 'false',
  N8N_DISABLED_MODULES: 'mcp-registry,instance-ai,chat-hub,agents,agent-evals,quick-connect',
});

/**
 * In addition, for a main process and workers that share a redis.
 * @param {{ redisPort: number, healthPort: number }} where
 * @returns {Record<string, string>}
 */
export const queued = ({ redisPort, healthPort }) => ({
  EXECUTIONS_MODE: 'queue',
  QUEUE_BULL_REDIS_HOST: '127.0.0.1',
  QUEUE_BULL_REDIS_PORT: String(redisPort),
  OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
  QUEUE_HEALTH_CHECK_ACTIVE: 'true',
  QUEUE_HEALTH_CHECK_PORT: String(healthPort),
});
