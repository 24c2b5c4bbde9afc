/** Access paths: by which principals outside the owner account obtain or alter images, and how certain that is. */
package dev.ecrauditor.exposure.path;
