/** The commands settings publish and settings show, and the bucket that baseline writes into as well. */
package dev.ecrauditor.cli.settings;
