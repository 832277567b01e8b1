package io.github.microovn.lxd.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something the daemon wants to be looked at.
 *
 * @param uuid its name
 * @param type what kind it is, in words
 * @param status what became of it
 * @param severity how bad it is
 * @param count how often it came up
 * @param lastMessage what the daemon said last
 * @param project the project it is about; empty where it is about none
 * @param location the member of the cluster it is on, {@code none} without a cluster
 * @param entityUrl the URL of what it is about; empty where it is about the server
 * @param firstSeenAt when it came up first
 * @param lastSeenAt when it came up last
 */
public record WarningInfo(
        String uuid,
        String type,
        WarningStatus status,
        WarningSeverity severity,
        long count,
        String lastMessage,
        String project,
        String location,
        String entityUrl,
        @Nullable Instant firstSeenAt,
        @Nullable Instant lastSeenAt) {}
