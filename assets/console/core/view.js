// The view layer: Preact with its hooks, and htm.
export {
  html, render, useCallback, useEffect, useErrorBoundary, useLayoutEffect, useMemo, useRef, useState,
} from "../vendor/preact.js";
