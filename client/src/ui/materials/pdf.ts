/** pdf.js, loaded where slides are shown and nowhere else: it is larger than all of the observers' page. */
import { getDocument, GlobalWorkerOptions, type PDFDocumentLoadingTask } from 'pdfjs-dist/legacy/build/pdf.mjs'
// The bundler gives its address.
// oxlint-disable-next-line import/default
import worker from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url'

GlobalWorkerOptions.workerSrc = worker

/** Nothing of the document runs, and nothing is asked of a network: neither forms, nor scripts, nor what it links to. */
export const open = (data: Uint8Array): PDFDocumentLoadingTask =>
  getDocument({ data, enableXfa: false, useWasm: false, useWorkerFetch: false, stopAtErrors: false })
