/** The command replay: events through the real handlers, with the queues inside the process. */
package dev.ecrauditor.cli.replay;
