package dev.ecrauditor.cli.waivers;

/** How a waiver stands today. */
enum WaiverStatus {
    ACTIVE,
    /** It holds, and ends soon. */
    EXPIRING,
    /** Its last day is over: it covers nothing. */
    EXPIRED
}
