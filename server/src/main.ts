/** The process as it is started. */
import { serve } from './process.ts'

await serve()
