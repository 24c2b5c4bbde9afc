package dev.ecrauditor.cli.preview;

/** What is shown of each alert. */
enum Channel {
    /** Every body, with headings. */
    ALL,
    /** The subject and the text of the e-mail. */
    EMAIL,
    /** The custom notification of Amazon Q Developer in chat applications, as one line of JSON. */
    CHAT,
    /** The alert for machines, as one line of JSON. */
    JSON
}
