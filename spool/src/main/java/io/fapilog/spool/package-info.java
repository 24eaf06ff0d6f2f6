/**
 * Stores events on disk until Loki has confirmed them: append-only segment files, and a cursor file that lists the
 * settled records. {@code docs/formats/spool-segment.md} defines both. Everything is used by one thread, the worker of
 * the sink.
 *
 * <p>A <b>record</b> of this process is <i>held</i> from its append on, because the sink has its event in memory too.
 * It becomes <i>spooled</i>, on disk only, by a release, and held again by a read. It ends <i>settled</i>:
 * acknowledged, evicted, or damaged. Records of earlier processes are spooled as soon as they are recovered.
 *
 * <p>A <b>segment</b> is <i>open</i> while records are appended to it; there is one at most. It is <i>sealed</i> when
 * it has reached its size, when it is evicted, after a failure of the disk, and at the close. A sealed segment is
 * deleted once all of its records are settled. A file that cannot be read as a segment is <i>corrupt</i>: it is set
 * aside under another name, and deleted first when space is needed.
 *
 * <p>In the order in which to read them:
 *
 * <ul>
 *   <li>the spool: {@code SegmentSpool} (life cycle and disk space), {@code DiskHealth}, {@code SpoolReports}
 *   <li>its files: {@code Folder}, {@code Segments}, {@code Segment}, {@code Ranges}
 *   <li>writing: {@code SpoolWriter}, {@code SegmentWriter}, {@code Cursor}
 *   <li>reading: {@code SegmentReader}, and {@code Recovery} with {@code Examination} for files of earlier processes
 *   <li>formats: {@code SegmentFormat} (the grammar), {@code EntryFormat}, {@code SegmentScan}, {@code RecordBuffer}
 *   <li>the file system: {@code Disk}, {@code FileDisk}
 *   <li>for tools: {@link io.fapilog.spool.SpoolFolder} lists what is in a directory
 * </ul>
 */
@NullMarked
package io.fapilog.spool;

import org.jspecify.annotations.NullMarked;
