// Send the form on this page at once; without scripts a button does the same.
document.getElementById("post").submit();
