/** The day as it is by now, and its changes, in the name of who asks: a console and the organiser's page have the same way. */
import { newId } from '@tablee/shared/ids'
import type { Plan, PlanAnswer, PlanCommand } from '@tablee/shared/wire/plan'
import { openApi, type Answer, type Asker } from './api.ts'
import type { Environment } from './environment.ts'

type Means = Pick<Environment, 'origin' | 'fetch' | 'later' | 'random'>

/** `who` is read at each call. */
export function openPlanning(environment: Means, dialogue: string, who: () => Asker | null) {
  const api = openApi(environment, who)
  const at = `/api/dialogues/${dialogue}/plan`
  return {
    read: (): Promise<Answer<Plan>> => api.get(at),
    change: (command: PlanCommand): Promise<Answer<PlanAnswer>> => api.post(at, command),
    newId: (): string => newId(environment.random),
  }
}
