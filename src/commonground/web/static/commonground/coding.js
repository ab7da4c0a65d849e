// Codes a remark from one field: part of a code's name or its number and Enter gives or takes it,
// Enter alone saves. The keys work in that field only, so they are in nobody's way elsewhere.
const part = document.querySelector("[data-by-keyboard]");
const field = document.querySelector("#find-code");
const told = part.querySelector("[data-told]");
const codes = [...document.querySelectorAll('#coding input[name="code"]')].map((box) => {
  const [number, ...words] = box.labels[0].textContent.trim().split(/\s+/);
  return { box, number, name: words.join(" ") };
});

function matching(typed) {
  const sought = typed.trim().toLowerCase();
  if (!sought) return [];
  const numbered = codes.filter((one) => one.number === sought);
  if (numbered.length) return numbered;
  const starts = codes.filter((one) => one.name.toLowerCase().startsWith(sought));
  const holds = codes.filter((one) => one.name.toLowerCase().includes(sought));
  return [...new Set([...starts, ...holds])];
}

function show() {
  const found = new Set(matching(field.value));
  for (const one of codes) {
    one.box.parentElement.classList.toggle("cg-code-off", Boolean(field.value.trim()) && !found.has(one));
  }
}

field.addEventListener("input", show);
field.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !field.value.trim()) return;
  event.preventDefault();
  const [first] = matching(field.value);
  if (first) first.box.checked = !first.box.checked;
  const said = first && (first.box.checked ? told.dataset.given : told.dataset.taken);
  told.textContent = first ? `${said} ${first.name}` : told.dataset.none;
  if (first) field.value = "";
  show();
});
part.hidden = false;
if (!document.querySelector(".govuk-error-summary")) field.focus({ preventScroll: true });
