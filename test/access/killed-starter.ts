/** A test's process that starts a server, says so, and is killed before it could end it. */
import { spawnWithUs } from './with-us.ts'

const server = spawnWithUs('main.ts', [], { PORT: '0', TABLEE_ORIGIN: '', LC_ALL: 'C' })
server.stdout.on('data', (text: Buffer) => {
  if (text.includes('pnpm tablee owner-link')) process.stdout.write(`started ${server.pid}\n`)
})
