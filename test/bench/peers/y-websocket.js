// Stock y-websocket server, in memory as it comes.
import { createServer } from 'node:http'
import { setupWSConnection } from '@y/websocket-server/utils'
import { WebSocketServer } from 'ws'
import { answerMemory } from '../answer-memory.ts'

const server = createServer((_, response) => response.end('okay'))
const sockets = new WebSocketServer({ server })
sockets.on('connection', setupWSConnection)
answerMemory()
server.listen(Number(process.env.PORT), '127.0.0.1', () => console.log('ready'))
