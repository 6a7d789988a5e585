/** Of this program, as `/healthz`, the description and another laptop are told it. */
export const version = '0.1.0'
