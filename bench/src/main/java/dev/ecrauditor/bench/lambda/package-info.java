/** Functions in processes of their own under the runtime client of AWS Lambda, and the processor time they take. */
package dev.ecrauditor.bench.lambda;
