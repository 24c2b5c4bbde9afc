/** The command waivers. */
package dev.ecrauditor.cli.waivers;
