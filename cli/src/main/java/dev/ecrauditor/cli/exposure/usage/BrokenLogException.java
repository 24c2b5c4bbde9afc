package dev.ecrauditor.cli.exposure.usage;

import java.io.IOException;

/** Something in a log file is no record; the message says where and why, without quoting it. */
final class BrokenLogException extends IOException {

    BrokenLogException(String message) {
        super(message);
    }
}
