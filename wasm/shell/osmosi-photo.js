// Making a photograph small before it leaves the page. Drawing it anew leaves
// behind what the camera noted in the file, such as where and when it was taken.

export const maxSide = 1280; // pixels of the longer side
export const maxBytes = 300 * 1024; // of the file

/**
 * The size at which a picture is within a side; never a larger one.
 * @param {number} width
 * @param {number} height
 * @param {number} [side]
 */
export function fit(width, height, side = maxSide) {
  const scale = Math.min(1, side / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** What to try until the file is small enough: quality first, then size. */
export const attempts = [[1, 0.85], [1, 0.7], [1, 0.55], [0.75, 0.6], [0.5, 0.6], [0.3, 0.5]];

/**
 * @param {Blob} file
 * @returns {Promise<{ url: string, bytes: number, canvas: HTMLCanvasElement }>} a JPEG as a data address, and the picture
 * @throws where it is no picture that this browser can read
 */
export async function shrink(file) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const canvas = document.createElement("canvas"), pen = canvas.getContext("2d");
  if (!pen) throw new Error("no canvas");
  const whole = fit(picture.width, picture.height);
  for (const [scale, quality] of attempts) {
    canvas.width = Math.max(1, Math.round(whole.width * scale));
    canvas.height = Math.max(1, Math.round(whole.height * scale));
    pen.fillStyle = "#ffffff"; // JPEG has nothing see-through
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const made = await new Promise((/** @type {(blob: Blob | null) => void} */ done) => canvas.toBlob(done, "image/jpeg", quality));
    if (made && made.type === "image/jpeg" && made.size <= maxBytes) {
      picture.close();
      return { url: await dataAddress(made), bytes: made.size, canvas };
    }
  }
  picture.close();
  throw new Error("the picture cannot be made small enough");
}

/**
 * @param {Blob} blob
 * @returns {Promise<string>}
 */
function dataAddress(blob) {
  return new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(/** @type {string} */ (reader.result));
    reader.onerror = () => fail(reader.error);
    reader.readAsDataURL(blob);
  });
}
