/** Style sheets that are imported are text, made smaller by the build. */
declare module '*.css' {
  const text: string;
  export default text;
}
