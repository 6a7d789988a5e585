/** Which laptop is the first, as devices carry it from one to the other: what one was told it shows the next. */
export const termHeader = 'Tablee-Term'
