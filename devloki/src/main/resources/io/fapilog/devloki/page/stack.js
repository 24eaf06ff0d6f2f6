/**
 * Stack traces as Java prints them, taken apart and folded. No DOM here.
 *
 * @typedef {{text: string, type: string}} Frame the type is the class, with its package
 * @typedef {{head: string, cause: boolean, frames: Frame[], more: string}} Section an exception of the chain
 * @typedef {{own: boolean, frames: Frame[]}} Run of frames
 */

const FRAME = /^\s*at (?:[\w.@$-]*\/)*([\w.$]+)\.[\w$<>]+\(.*\)/;
const MORE = /^\s*\.\.\. \d+ /;
const NEXT = /^\s*(Caused by|Suppressed): /;

/** Packages of the JDK, of frameworks and of libraries. */
const LIBRARIES = ("java. javax. jdk. sun. com.sun. jakarta. kotlin. kotlinx. scala. groovy. clojure. org.springframework. "
  + "org.apache. org.eclipse. org.hibernate. org.jboss. org.wildfly. io.netty. io.undertow. io.quarkus. io.vertx. "
  + "io.micronaut. io.micrometer. io.grpc. io.smallrye. io.fapilog. io.opentelemetry. reactor. rx. io.reactivex. "
  + "org.slf4j. ch.qos. com.fasterxml. tools.jackson. com.google. com.zaxxer. org.postgresql. com.mysql. oracle. "
  + "org.junit. net.bytebuddy. org.aspectj. okhttp3. okio. feign. redis. io.lettuce. org.mariadb.").split(" ");

/**
 * @param {string} text
 * @returns {Section[]}
 */
export function parseStack(text) {
  /** @type {Section[]} */
  const sections = [];
  for (const line of text.split(/\r?\n/)) {
    const frame = FRAME.exec(line);
    let last = sections.at(-1);
    if (NEXT.test(line) || !last) {
      sections.push({ head: line.trim(), cause: sections.length > 0, frames: [], more: "" });
    } else if (frame) {
      last.frames.push({ text: line.trim(), type: frame[1] });
    } else if (MORE.test(line)) {
      last.more = line.trim();
    } else if (line !== "") {
      last.head += last.frames.length ? "" : "\n" + line;
    }
  }
  return sections.filter(each => each.head !== "" || each.frames.length > 0);
}

/**
 * Whether a class is the application's own.
 * @param {string} type
 * @param {string} own the application's packages, separated by commas; empty for all that are no known library's
 */
export function isOwn(type, own) {
  const packages = own.split(",").map(each => each.trim()).filter(Boolean);
  if (packages.length > 0) {
    return packages.some(each => type === each || type.startsWith(each + "."));
  }
  return type.includes(".") && !LIBRARIES.some(each => type.startsWith(each));
}

/**
 * Joins neighbouring frames of libraries. If none is the application's own, the first frame stays.
 * @param {Section} section
 * @param {string} own as for {@link isOwn}
 * @returns {Run[]}
 */
export function folded(section, own) {
  /** @type {Run[]} */
  const runs = [];
  const none = !section.frames.some(each => isOwn(each.type, own));
  section.frames.forEach((frame, i) => {
    const shown = isOwn(frame.type, own) || (none && i === 0);
    const last = runs.at(-1);
    if (last && last.own === shown) {
      last.frames.push(frame);
    } else {
      runs.push({ own: shown, frames: [frame] });
    }
  });
  return runs;
}
