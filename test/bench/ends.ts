/** Preloaded where a profile is asked for (`--profile`), into any server of any checkout: a bare signal leaves none. */
process.on('SIGTERM', () => process.exit())
