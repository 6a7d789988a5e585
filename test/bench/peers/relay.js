// The floor: a plain `ws` relay. Every message of a room goes to everybody in it, its sender included, as the Yjs servers
// do. No document, nothing kept, nobody judged.
import { createServer } from 'node:http'
import { WebSocketServer } from 'ws'
import { answerMemory } from '../answer-memory.ts'

const rooms = new Map()
const server = createServer((_, response) => response.end('okay'))
const sockets = new WebSocketServer({ server, perMessageDeflate: false })
sockets.on('connection', (socket, request) => {
  const name = request.url
  const room = rooms.get(name) ?? new Set()
  rooms.set(name, room)
  room.add(socket)
  socket.on('message', (data) => {
    for (const each of room) each.send(data, { binary: true })
  })
  socket.on('error', () => socket.terminate())
  socket.on('close', () => {
    room.delete(socket)
    if (room.size === 0) rooms.delete(name)
  })
})
answerMemory()
server.listen(Number(process.env.PORT), '127.0.0.1', () => console.log('ready'))
