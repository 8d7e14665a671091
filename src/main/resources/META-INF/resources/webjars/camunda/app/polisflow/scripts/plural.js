/** Which of the three Russian forms goes with the number: 1 задача, 2 задачи, 5 задач. */
export function plural(number, one, few, many) {
  const rest = number % 100;
  const last = number % 10;
  if (last === 1 && rest !== 11) {
    return one;
  }
  return last >= 2 && last <= 4 && (rest < 12 || rest > 14) ? few : many;
}
