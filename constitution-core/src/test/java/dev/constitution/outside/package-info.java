/** What a user of the library does, with what is for users alone; a test holds the imports. */
package dev.constitution.outside;
