/** The real process, on the log that the environment asks for (`SLOW_LOG`). */
import { serve } from '@tablee/server/process'
import { askedLog } from '../support/slowLog.ts'

await serve(askedLog)
