// Says that a file is too large before it travels: the server cuts such a connection without a word.
for (const field of document.querySelectorAll("input[type=file][data-most-bytes]")) {
  field.addEventListener("change", () => {
    const file = field.files[0];
    const tooLarge = file && file.size > Number(field.dataset.mostBytes);
    field.setCustomValidity(tooLarge ? "Файл больше 20 МБ: уменьшите разрешение скана" : "");
    field.reportValidity();
  });
}
