package io.fapilog.devloki;

import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The limits that a {@link DevLoki} enforces. {@link #defaults()} are those of Loki 3.7, except that
 * the two rate limits are off, so that tests can push at any rate. Immutable and thread-safe: each setter returns a
 * changed copy. The values are not checked.
 *
 * @see <a href="https://grafana.com/docs/loki/latest/configure/#limits_config">Loki's limits_config</a>
 */
public final class Limits implements Cloneable {
    private static final Limits DEFAULTS = new Limits();

    private boolean rejectOldSamples = true;
    private Duration rejectOldSamplesMaxAge = Duration.ofDays(7);
    private Duration creationGracePeriod = Duration.ofMinutes(10);
    private Duration outOfOrderWindow = Duration.ofHours(1);
    private int maxLineSize = 256 * 1024;
    private boolean truncateLines;
    private int maxLabelNames = 15;
    private int maxLabelNameLength = 1024;
    private int maxLabelValueLength = 2048;
    private boolean allowStructuredMetadata = true;
    private int maxStructuredMetadataSize = 64 * 1024;
    private int maxStructuredMetadataCount = 128;
    private int maxStreams = 5000;
    private int maxBodyBytes = 100 << 20;
    private long maxPlainBytes = 5000L << 20;
    private int maxGrpcBytes = 4 << 20;
    private Rate tenantRate = Rate.NONE;
    private Map<String, Rate> ratesByTenant = Map.of();
    private Set<String> blockedTenants = Set.of();
    private long streamRate;
    private long streamBurst;
    private boolean lastStreamWins;

    /**
     * A rate limit.
     *
     * @param bytesPerSecond the rate; 0 for no limit
     * @param burst the maximum number of bytes at once
     */
    record Rate(long bytesPerSecond, long burst) {
        private static final Rate NONE = new Rate(0, 0);
    }

    private Limits() {}

    /** Loki's defaults, without rate limits. */
    public static Limits defaults() {
        return DEFAULTS;
    }

    private Limits copy() {
        try {
            return (Limits) clone();
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    /** The maximum age of an entry, default 7 days ({@code reject_old_samples_max_age}); null for no limit. */
    public Limits maxAge(@Nullable Duration age) {
        Limits changed = copy();
        changed.rejectOldSamples = age != null;
        changed.rejectOldSamplesMaxAge = age == null ? Duration.ZERO : age;
        return changed;
    }

    /** How far in the future a timestamp may be, default 10 minutes ({@code creation_grace_period}). */
    public Limits creationGracePeriod(Duration period) {
        Limits changed = copy();
        changed.creationGracePeriod = period;
        return changed;
    }

    /** How far an entry may be behind the newest of its stream, default 1 hour: half of {@code max_chunk_age}. */
    public Limits outOfOrderWindow(Duration window) {
        Limits changed = copy();
        changed.outOfOrderWindow = window;
        return changed;
    }

    /** The maximum length of a line in UTF-8 bytes, default 256 KiB ({@code max_line_size}); 0 for no limit. */
    public Limits maxLineSize(int bytes) {
        Limits changed = copy();
        changed.maxLineSize = bytes;
        return changed;
    }

    /** Whether longer lines are truncated instead of refused, default false ({@code max_line_size_truncate}). */
    public Limits truncateLines(boolean truncate) {
        Limits changed = copy();
        changed.truncateLines = truncate;
        return changed;
    }

    /**
     * The maximum number of labels of a stream, default 15 ({@code max_label_names_per_series}). {@code service_name}
     * does not count.
     */
    public Limits maxLabelNames(int count) {
        Limits changed = copy();
        changed.maxLabelNames = count;
        return changed;
    }

    /** The maximum length of a label name in UTF-8 bytes, default 1024 ({@code max_label_name_length}). */
    public Limits maxLabelNameLength(int bytes) {
        Limits changed = copy();
        changed.maxLabelNameLength = bytes;
        return changed;
    }

    /** The maximum length of a label value in UTF-8 bytes, default 2048 ({@code max_label_value_length}). */
    public Limits maxLabelValueLength(int bytes) {
        Limits changed = copy();
        changed.maxLabelValueLength = bytes;
        return changed;
    }

    /**
     * Whether entries may have structured metadata, default true ({@code allow_structured_metadata}). If false, the
     * server does not add {@code detected_level} either.
     */
    public Limits allowStructuredMetadata(boolean allow) {
        Limits changed = copy();
        changed.allowStructuredMetadata = allow;
        return changed;
    }

    /**
     * The maximum size of the metadata of an entry in bytes, default 64 KiB ({@code max_structured_metadata_size}); 0
     * for no limit.
     */
    public Limits maxStructuredMetadataSize(int bytes) {
        Limits changed = copy();
        changed.maxStructuredMetadataSize = bytes;
        return changed;
    }

    /**
     * The maximum number of names in the metadata of an entry, default 128
     * ({@code max_structured_metadata_entries_count}); 0 for no limit.
     */
    public Limits maxStructuredMetadataCount(int count) {
        Limits changed = copy();
        changed.maxStructuredMetadataCount = count;
        return changed;
    }

    /**
     * The maximum number of streams of a tenant, default 5000 ({@code max_global_streams_per_user}); 0 for no limit.
     */
    public Limits maxStreams(int count) {
        Limits changed = copy();
        changed.maxStreams = count;
        return changed;
    }

    /** The maximum size of a body as received, default 100 MiB ({@code distributor.max_recv_msg_size}). */
    public Limits maxBodyBytes(int bytes) {
        Limits changed = copy();
        changed.maxBodyBytes = bytes;
        return changed;
    }

    /** The maximum size of a body after decompression, default 5000 MiB ({@code distributor.max_decompressed_size}). */
    public Limits maxPlainBytes(long bytes) {
        Limits changed = copy();
        changed.maxPlainBytes = bytes;
        return changed;
    }

    /**
     * The maximum size of a push as Loki's distributor sends it to an ingester, default 4 MiB
     * ({@code server.grpc_server_max_recv_msg_size}); 0 for no limit. The response to a larger push has the status 500.
     */
    public Limits maxGrpcBytes(int bytes) {
        Limits changed = copy();
        changed.maxGrpcBytes = bytes;
        return changed;
    }

    /**
     * The rate limit of a tenant, default off. Loki's default is 4 MiB/s with a burst of 6 MiB
     * ({@code ingestion_rate_mb}, {@code ingestion_burst_size_mb}). A push that exceeds it is refused as a whole with
     * the status 429.
     *
     * @param bytesPerSecond the rate; 0 for no limit
     * @param burst the maximum number of bytes at once
     */
    public Limits tenantRate(long bytesPerSecond, long burst) {
        Limits changed = copy();
        changed.tenantRate = new Rate(bytesPerSecond, burst);
        return changed;
    }

    /**
     * The rate limit of one tenant, which replaces {@link #tenantRate(long, long)} for it.
     *
     * @param tenant the tenant; {@code fake} is that of all requests without {@link DevLokiBuilder#authEnabled}
     * @param bytesPerSecond the rate; 0 for no limit
     * @param burst the maximum number of bytes at once
     */
    public Limits tenantRate(String tenant, long bytesPerSecond, long burst) {
        Limits changed = copy();
        Map<String, Rate> rates = new HashMap<>(ratesByTenant);
        rates.put(tenant, new Rate(bytesPerSecond, burst));
        changed.ratesByTenant = Collections.unmodifiableMap(rates);
        return changed;
    }

    /**
     * Blocks a tenant, default none ({@code block_ingestion_until}, which is the year 2100 here). Its pushes are refused
     * with the status 260, Loki's default of {@code block_ingestion_status_code}.
     */
    public Limits blockedTenant(String tenant) {
        Limits changed = copy();
        Set<String> blocked = new HashSet<>(blockedTenants);
        blocked.add(tenant);
        changed.blockedTenants = Collections.unmodifiableSet(blocked);
        return changed;
    }

    /**
     * The rate limit of a stream, default off. Loki's default is 3 MiB/s with a burst of 15 MiB
     * ({@code per_stream_rate_limit}, {@code per_stream_rate_limit_burst}). If the entries of a push for one stream
     * exceed it, all of them are refused with the status 429, and the other streams of the push are stored.
     *
     * @param bytesPerSecond the rate; 0 for no limit
     * @param burst the maximum number of bytes at once
     */
    public Limits streamRate(long bytesPerSecond, long burst) {
        Limits changed = copy();
        changed.streamRate = bytesPerSecond;
        changed.streamBurst = burst;
        return changed;
    }

    /**
     * Whether the response to a push reports only the ingester's refusals for the last stream, as in Loki. The ingester
     * refuses entries too far behind and enforces the number of streams and their rate. Default false: the response
     * reports every refusal, so that tests can see them.
     */
    public Limits lastStreamWins(boolean wins) {
        Limits changed = copy();
        changed.lastStreamWins = wins;
        return changed;
    }

    boolean rejectOldSamples() {
        return rejectOldSamples;
    }

    Duration maxAge() {
        return rejectOldSamplesMaxAge;
    }

    Duration creationGracePeriod() {
        return creationGracePeriod;
    }

    Duration outOfOrderWindow() {
        return outOfOrderWindow;
    }

    int maxLineSize() {
        return maxLineSize;
    }

    boolean truncateLines() {
        return truncateLines;
    }

    int maxLabelNames() {
        return maxLabelNames;
    }

    int maxLabelNameLength() {
        return maxLabelNameLength;
    }

    int maxLabelValueLength() {
        return maxLabelValueLength;
    }

    boolean allowStructuredMetadata() {
        return allowStructuredMetadata;
    }

    int maxStructuredMetadataSize() {
        return maxStructuredMetadataSize;
    }

    int maxStructuredMetadataCount() {
        return maxStructuredMetadataCount;
    }

    int maxStreams() {
        return maxStreams;
    }

    int maxBodyBytes() {
        return maxBodyBytes;
    }

    long maxPlainBytes() {
        return maxPlainBytes;
    }

    int maxGrpcBytes() {
        return maxGrpcBytes;
    }

    Rate rateOf(String tenant) {
        return ratesByTenant.getOrDefault(tenant, tenantRate);
    }

    boolean blocks(String tenant) {
        return blockedTenants.contains(tenant);
    }

    long streamRate() {
        return streamRate;
    }

    long streamBurst() {
        return streamBurst;
    }

    boolean lastStreamWins() {
        return lastStreamWins;
    }
}
