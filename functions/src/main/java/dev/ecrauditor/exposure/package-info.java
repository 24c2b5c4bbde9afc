/** Evaluates by which access paths principals outside the owner account obtain or alter images of a registry. */
package dev.ecrauditor.exposure;
