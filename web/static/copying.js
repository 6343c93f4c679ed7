// An answer with its sources as plain text, to paste into a ticket or to read out.

export function turnAsText(turn) {
  const marked = (element) => [...element.childNodes]
    .map((node) => (node.nodeName === "SUP" ? `[${node.textContent}]` : node.textContent))
    .join("")
    .trim();
  const rows = [...turn.querySelectorAll(".sides tr")]
    .map((row) => `${row.cells[0].textContent}：${marked(row.cells[1])}`);
  const words = [...rows, marked(turn.querySelector(".words"))].filter(Boolean).join("\n");
  const text = (card, selector) => card.querySelector(selector).textContent.trim();
  const sources = [...turn.querySelectorAll(".source")].map((card) => {
    const title = text(card, ".source-title");
    const named = title.includes("《") ? title : `《${title}》`;
    const where = [named, text(card, ".source-origin"), text(card, ".source-section")];
    const quote = text(card, ".whole .quote");
    return `[${text(card, ".source-number")}] ${where.filter(Boolean).join("，")}：“${quote}”`;
  });
  const heading = turn.querySelector(".sources h3").textContent;
  return [words, ...(sources.length ? ["", `${heading}：`, ...sources] : [])].join("\n");
}

export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text); // without HTTPS on another machine there is no clipboard object
  }
}

function copyBySelection(text) {
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "visually-hidden";
  document.body.append(area);
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  return copied;
}
