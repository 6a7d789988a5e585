/** The demo as a hall's own dialogue. */
import { seedDemo } from '../demo/demo.ts'
import { demoId } from '../demo/dialogue.ts'
import type { Halls } from './halls.ts'

/** Throws where anything of it is refused. */
export async function plantDemo(halls: Halls, now: number): Promise<void> {
  const { dialogues, access, voices, live, ownKey } = await halls.enter(demoId)
  await seedDemo({
    dialogues,
    links: access.links,
    ownKey,
    voices,
    write: (board, change) => live.write(board, 'server', change),
    now,
  })
}
