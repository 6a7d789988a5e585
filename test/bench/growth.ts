/**
 * G11: the server's CPU per edit while one thing grows and all others stay: the document's age, the journal, the boards
 * beside it, the observers. One board, eight editors that type fast.
 */
import { enter, type Place } from './client.ts'
import { flow, type Flow, type Load } from './flow.ts'
import { placeOf } from './places.ts'
import { start, type Fill, type Server } from './servers.ts'

export const axes = ['age', 'journal', 'boards', 'observers'] as const
export type Axis = (typeof axes)[number]
export type Point = { readonly x: number; readonly cpuMsPerEdit: number }

const typing: Load = { boards: 1, editors: 8, edits: 18, moves: 0, warmUp: 4000, hurry: 0 }
const perEdit = ({ cpuMsPerSecond, edits }: Flow, seconds: number): number => (cpuMsPerSecond * seconds) / edits

async function measured<T>(fill: Fill, run: (place: Place, server: Server) => Promise<T>): Promise<T> {
  const server = await start('tablee', undefined, fill)
  try {
    return await run(placeOf(server), server)
  } finally {
    await server.dispose()
  }
}

const once = (fill: Fill, seconds: number, before: (place: Place) => Promise<void> = async () => undefined) =>
  measured(fill, async (place, server) => {
    await before(place)
    const [result] = await flow(place, server, typing, [{ observers: 0, seconds }])
    if (!result?.converged) throw new Error('growth: the editors did not converge')
    return perEdit(result, seconds)
  })

export async function grow(axis: Axis, xs: readonly number[], seconds: number): Promise<Point[]> {
  const points: Point[] = []
  switch (axis) {
    case 'age':
      for (const x of xs) points.push({ x, cpuMsPerEdit: await once({ tables: 1, aged: [60, x] }, seconds) })
      return points
    case 'journal':
      for (const x of xs) points.push({ x, cpuMsPerEdit: await once({ tables: 1, rows: x }, seconds) })
      return points
    case 'boards':
      for (const x of xs) {
        // Each of the others is loaded and has somebody in it.
        const others = async (place: Place): Promise<void> => {
          for (let board = 1; board < x; board += 1) await enter(place, board).joined
        }
        points.push({ x, cpuMsPerEdit: await once({ tables: x }, seconds, others) })
      }
      return points
    case 'observers': {
      const steps = xs.map((observers) => ({ observers, seconds }))
      const results = await measured({ tables: 1 }, (place, server) => flow(place, server, typing, steps))
      for (const [i, result] of results.entries())
        points.push({ x: xs[i] ?? 0, cpuMsPerEdit: perEdit(result, seconds) })
      return points
    }
  }
}
