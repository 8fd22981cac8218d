// In a board's SVG document: every <text> with its ink (mm of the view box), what is painted under it, and its cell.
// The height of getBBox is the line's, not the letters': letters are measured on a canvas with the same font.
async () => {
  await document.fonts.ready;
  const svg = document.documentElement;
  const canvas = document.createElementNS("http://www.w3.org/1999/xhtml", "canvas").getContext("2d");
  const order = new Map([...svg.querySelectorAll("path, text")].map((each, rank) => [each, rank]));
  const shapes = [...svg.querySelectorAll("path")]
    .filter((each) => !each.closest("defs") && each.getAttribute("fill") !== "none")
    .map((path) => ({ path, rank: order.get(path), box: path.getBBox() }));
  const near = ({ box }, at) =>
    box.x <= at.x && at.x <= box.x + box.width && box.y <= at.y && at.y <= box.y + box.height;
  const point = (x, y) => Object.assign(svg.createSVGPoint(), { x, y });
  const within = (path, points) => points.every((each) => path.isPointInFill(each));
  const around = (ink, by) => {
    const [left, right, top, low] = [ink.x - by, ink.x + ink.w + by, ink.y - by, ink.y + ink.h + by];
    const steps = [0, 0.5, 1];
    return steps.flatMap((at) => [
      point(left + (right - left) * at, top),
      point(left + (right - left) * at, low),
      point(left, top + (low - top) * at),
      point(right, top + (low - top) * at),
    ]);
  };
  const inked = (text) => {
    const style = getComputedStyle(text);
    const size = parseFloat(text.getAttribute("font-size"));
    canvas.font = `${style.fontWeight} 100px ${style.fontFamily}`;
    const letters = canvas.measureText(text.textContent);
    const [x, y] = [parseFloat(text.getAttribute("x")), parseFloat(text.getAttribute("y"))];
    const box = text.getBBox();
    const rise = (letters.actualBoundingBoxAscent * size) / 100;
    const fall = (letters.actualBoundingBoxDescent * size) / 100;
    const turned = text.hasAttribute("transform");
    return {
      size_pt: (size * 72) / 25.4,
      off_mm: Math.abs((letters.width * size) / 100 - text.getComputedTextLength()),
      ink: turned
        ? { x: x - box.width, y: y - fall, w: box.width, h: rise + fall }
        : { x: box.x, y: y - rise, w: box.width, h: rise + fall },
    };
  };
  const told = (text) => {
    const { size_pt, off_mm, ink } = inked(text);
    const centre = point(ink.x + ink.w / 2, ink.y + ink.h / 2);
    const here = shapes.filter((each) => near(each, centre) && each.path.isPointInFill(centre));
    const under = here.filter((each) => each.rank < order.get(text)).pop();
    const square = text.closest("g.square");
    const cell = square && square.querySelector("path.cell");
    const group = text.closest("g[id]");
    return {
      content: text.textContent,
      group: group ? group.id : "",
      square: Boolean(square),
      bold: text.classList.contains("b"),
      fill: text.getAttribute("fill"),
      size_pt, off_mm, ink,
      in_cell: !cell || within(cell, around(ink, 0.4)),
      in_box: Boolean(under) && within(under.path, around(ink, 0.2)),
      covered: here.some((each) => each.rank > order.get(text)),
    };
  };
  return {
    fonts: [...document.fonts].map((face) => ({ family: face.family, weight: face.weight, status: face.status })),
    texts: [...svg.querySelectorAll("text")].map(told),
  };
}
