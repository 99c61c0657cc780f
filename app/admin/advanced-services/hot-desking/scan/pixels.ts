/** Enough for a whole label and a good camera; more only takes time and memory. */
const MAX_PHOTO_SIDE = 4096;

type Size = { width: number; height: number };

/** The part of a video, in its own pixels, that is seen of it in a box which it fills (`object-fit: cover`). */
export function seenPart(video: Size, box: Size): Size & { x: number; y: number } {
  const scale = Math.max(box.width / video.width, box.height / video.height);
  const width = Math.min(video.width, Math.round(box.width / scale));
  const height = Math.min(video.height, Math.round(box.height / scale));
  return {
    width,
    height,
    x: Math.round((video.width - width) / 2),
    y: Math.round((video.height - height) / 2),
  };
}

/** What a person sees in the video now; undefined before there is a picture. */
export function frameOf(video: HTMLVideoElement, canvas: HTMLCanvasElement): ImageData | undefined {
  const { videoWidth, videoHeight, clientWidth, clientHeight } = video;
  if (videoWidth === 0 || clientWidth === 0 || clientHeight === 0) return undefined;
  const part = seenPart(
    { width: videoWidth, height: videoHeight },
    { width: clientWidth, height: clientHeight },
  );
  canvas.width = part.width;
  canvas.height = part.height;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context?.drawImage(video, -part.x, -part.y);
  return context?.getImageData(0, 0, part.width, part.height);
}

/** The pixels of a file, undefined where it is no picture that this browser opens. */
export async function photoOf(file: Blob): Promise<ImageData | undefined> {
  const bitmap = await createImageBitmap(file).catch(() => undefined);
  if (bitmap === undefined) return undefined;
  const scale = Math.min(1, MAX_PHOTO_SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return context?.getImageData(0, 0, canvas.width, canvas.height);
}
