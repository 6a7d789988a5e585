export const copiesMessages = {
  two: 'Two copies',
  behind: { one: 'Two, one {n} s behind', other: 'Two, one {n} s behind' },
  one: 'One copy since {time}',
  none: 'One copy',
}
