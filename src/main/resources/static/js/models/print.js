// Prints a page whole: what is folded is unfolded for it.
let folded = [];

addEventListener('beforeprint', () => {
  folded = [...document.querySelectorAll('main details:not([open])')];
  folded.forEach((each) => {
    each.open = true;
  });
});
addEventListener('afterprint', () => folded.forEach((each) => {
  each.open = false;
}));

document.querySelectorAll('[data-print]').forEach(button => button.addEventListener('click', () => print()));
